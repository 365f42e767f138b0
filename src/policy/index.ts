/** The law as data: packs read, folded into tables, asked by day. Everything other rooms may use of it. */
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';

export { buildLaw, COUNTING_KEYS, type Law, type LawDay, type Parameter, type ParameterSource } from './law.ts';
export {
  PARAMETER_UNITS,
  type Pack,
  type PackParameter,
  type ParameterUnit,
  readPack,
} from './pack.ts';
export { type LocalSetting, policyTables, toCalendarOps, toLocalSettingOp, toPackOps } from './rows.ts';

/** The law's own words, to be mounted under `policy` in the catalogues. */
export const policyMessages = { vi, en };
