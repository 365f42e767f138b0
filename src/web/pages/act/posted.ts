/** Names of the buttons by which the check page says what its reader wants. */
export const CHECKED = '__checked';
export const EDIT = '__edit';
