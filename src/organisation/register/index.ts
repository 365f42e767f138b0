/** The registers that go out and come in as sheets: units, officials, posts, holders, assignments. */
export { REGISTER_COLUMNS, REGISTER_TABLES, type RegisterName } from './columns.ts';
export type { RegisterDetail } from './details.ts';
export { planRegister, type RegisterChange, type RegisterPlan, type RegisterWish } from './plan.ts';
export { columnLabel, columnLetters, optionLabel, type RegisterProblem, registerWords, sayRegisterProblem } from './problem.ts';
export { type GivenSheet, onlyKnownCells } from './read-tables.ts';
export { type RegisterCell, type RegisterSheet, toRegisterSheet } from './to-tables.ts';
