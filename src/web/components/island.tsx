import { type ComponentChildren, h } from 'preact';

/** The custom elements the browser upgrades; without script their content works as it stands. */
export type IslandName =
  | 'kt-list'
  | 'kt-form'
  | 'kt-similar'
  | 'kt-date'
  | 'kt-money'
  | 'kt-combobox'
  | 'kt-palette'
  | 'kt-countdown'
  | 'kt-sign'
  | 'kt-receipt';

/** Wraps server HTML in a custom element; every word the island may show comes as a data attribute. */
export function Island(props: {
  name: IslandName;
  data?: Readonly<Record<`data-${string}`, string | undefined>>;
  hidden?: boolean;
  role?: 'status';
  children?: ComponentChildren;
}) {
  const { name, data, hidden, role, children } = props;
  return h(name, { ...data, ...(hidden ? { hidden: true } : {}), ...(role ? { role } : {}) }, children);
}
