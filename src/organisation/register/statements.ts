/** From the cells of a row to what it says, table by table. What a cell leaves open is as recorded, else as usual. */
import type { TableRow } from '../../dossier/table.ts';
import { formatDate } from '../../kernel/format.ts';
import type { Json } from '../../kernel/json.ts';
import { splitName } from '../../kernel/text.ts';
import { addDays, type LegalDate } from '../../kernel/time.ts';
import { POST_ROLES } from '../rows.ts';
import { quote, RowCells } from './cells.ts';
import type { GivenRow } from './read-tables.ts';
import type { RegisterBook } from './register-book.ts';
import type { Statement } from './timeline.ts';

/** What one row says: one statement, or two for a unit, whose names are recorded apart. */
export interface Said {
  readonly cells: RowCells;
  /** The column that names what the row is about. */
  readonly subjectKey: string;
  readonly statements: readonly Statement[];
}

type Values = Readonly<Record<string, Json>> | undefined;

const DEFAULT_HONORIFIC = 'Đồng chí';

/** A cell that must be filled; without its column what is recorded stays. */
function needed<T>(cells: RowCells, key: string, value: T | null | undefined, recorded: Json | undefined): T | Json {
  if (value !== null && value !== undefined) return value;
  if (value === undefined && !cells.has(key) && recorded !== undefined) return recorded;
  if (!cells.isFaulty(key)) cells.fault(key, 'required');
  return null;
}

/** A cell that may be empty: empty means none, an absent column leaves what is recorded. */
function optional<T>(value: T | null | undefined, recorded: Json | undefined): T | Json {
  return value === undefined ? (recorded ?? null) : value;
}

/** A cell that may be left empty: what is recorded stays, else what is usual. */
function usual<T>(value: T | null | undefined, recorded: Json | undefined, otherwise: T): T | Json {
  return value ?? recorded ?? otherwise;
}

interface Validity {
  readonly from?: LegalDate;
  readonly end?: LegalDate;
}

/** «Đến hết ngày»: the last day named still counts. */
function validityOf(cells: RowCells): Validity {
  const from = cells.date('from') ?? undefined;
  const to = cells.date('to') ?? undefined;
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { end: addDays(to, 1) }) };
}

/** What is recorded of a key on the day a row speaks of. */
function recordedOn(book: RegisterBook, table: string, key: TableRow['key'], { from }: Validity): Values {
  const day = from ?? book.effectiveOn;
  return (book.lines.on(table, key, day) ?? book.lines.on(table, key, book.effectiveOn))?.values;
}

function isKnownBefore(book: RegisterBook, table: string, key: TableRow['key']): boolean {
  return book.lines.of(table, key).length > 0;
}

/** What a row says of a unit. */
export function sayUnit(book: RegisterBook, given: GivenRow): Said {
  const cells = new RowCells(given);
  const code = cells.code('unit');
  if (code === null) cells.fault('unit', 'required');
  const unit = book.unitOf(code ?? '');
  const key = { unit };
  const validity = validityOf(cells);
  const before = recordedOn(book, 'unit', key, validity);
  const names = (
    book.lines.on('unit_name', key, book.effectiveOn) ?? book.lines.on('unit_name', key, validity.from ?? book.effectiveOn)
  )?.values;
  if (code && before === undefined && isKnownBefore(book, 'unit', key)) cells.fault('unit', 'code_used', { text: quote(code) });
  const kind = needed(cells, 'kind', cells.choice('kind'), before?.['kind']);
  const officialCode = optional(cells.code('officialCode'), before?.['code']);
  const locality = cells.has('locality') ? book.unitIn(cells, 'locality') : undefined;
  const values = {
    kind,
    code: officialCode,
    parent: optional(cells.has('parent') ? book.unitIn(cells, 'parent') : undefined, before?.['parent']),
    locality:
      before === undefined && (locality ?? null) === null && kind === 'commune' ? unit : optional(locality, before?.['locality']),
    rank: usual(cells.integer('rank'), before?.['rank'], 1),
  } as Record<string, Json>;
  const name = needed(cells, 'nameVi', cells.words('nameVi'), names?.['name_vi']);
  const nameEn = usual(cells.words('nameEn'), names?.['name_en'], String(name));
  const nameValues = {
    name_vi: name,
    name_en: nameEn,
    short_vi: usual(cells.words('shortVi'), names?.['short_vi'], String(name)),
    short_en: usual(cells.words('shortEn'), names?.['short_en'], String(nameEn)),
    place_vi: optional(cells.words('placeVi'), names?.['place_vi']),
    place_en: optional(cells.words('placeEn'), names?.['place_en']),
  } as Record<string, Json>;
  // A unit yet to come bears its name from its first day; the name of one in being changes on the day of the decision.
  const nameFrom =
    validity.from !== undefined && book.lines.on('unit_name', key, book.effectiveOn) === undefined ? { from: validity.from } : {};
  return {
    cells,
    subjectKey: 'unit',
    statements: [
      { table: 'unit', key, values, ...validity },
      { table: 'unit_name', key, values: nameValues, ...nameFrom },
    ],
  };
}

/** A name that is recorded is split as it was; given names of two words are not rare. */
function splitWholeName(whole: string, recorded: Values): readonly [given: string, family: string] {
  const [family, given] = [recorded?.['family_and_middle'], recorded?.['given']];
  const isRecorded = typeof family === 'string' && typeof given === 'string' && `${family} ${given}` === whole;
  return isRecorded ? [given, family] : splitName(whole);
}

/** What a row says of an official. */
export function sayPerson(book: RegisterBook, given: GivenRow): Said {
  const cells = new RowCells(given);
  const code = cells.code('staffCode');
  if (code === null) cells.fault('staffCode', 'required');
  const known = book.personOf(code ?? '') ?? book.formerPersonOf(code ?? '');
  const key = { person: known ?? code ?? '' };
  const validity = validityOf(cells);
  const before = recordedOn(book, 'person', key, validity);
  if (code && known === undefined && isKnownBefore(book, 'person', key))
    cells.fault('staffCode', 'staff_code_taken', { text: quote(code) });
  const whole = cells.words('fullName');
  const [wholeGiven, wholeFamily] = whole ? splitWholeName(whole, before) : [undefined, undefined];
  const keyOfName = cells.has('familyAndMiddle') || !cells.has('fullName') ? 'familyAndMiddle' : 'fullName';
  const family = cells.words('familyAndMiddle') ?? (wholeFamily === '' ? undefined : wholeFamily);
  const givenName = cells.words('given') ?? wholeGiven;
  const values = {
    family_and_middle: needed(cells, keyOfName, family, before?.['family_and_middle']),
    given: needed(cells, cells.has('given') ? 'given' : keyOfName, givenName, before?.['given']),
    honorific: usual(cells.words('honorific'), before?.['honorific'], DEFAULT_HONORIFIC),
    staff_code: code ?? null,
    demo: before?.['demo'] ?? false,
  } as Record<string, Json>;
  return { cells, subjectKey: 'staffCode', statements: [{ table: 'person', key, values, ...validity }] };
}

/** What a row says of a post. */
export function sayPost(book: RegisterBook, given: GivenRow): Said {
  const cells = new RowCells(given);
  const code = cells.code('post');
  if (code === null) cells.fault('post', 'required');
  const key = { post: code ?? '' };
  const validity = validityOf(cells);
  const before = recordedOn(book, 'post', key, validity);
  if (code && before === undefined && isKnownBefore(book, 'post', key)) cells.fault('post', 'code_used', { text: quote(code) });
  const unit = needed(cells, 'unit', book.unitIn(cells, 'unit'), before?.['unit']);
  // The keys of a post carry its unit: one that stood under another would answer for the wrong one.
  const isMisplaced = code && typeof unit === 'string' && before?.['unit'] !== unit && !code.startsWith(`${unit}.`);
  if (isMisplaced) cells.fault('post', 'post_code', { example: `${unit}.specialist-1` });
  const title = needed(cells, 'titleVi', cells.words('titleVi'), before?.['title_vi']);
  const roles = cells.list('roles');
  const stranger = roles?.find((role) => !POST_ROLES.some((word) => word === role));
  if (stranger !== undefined) cells.fault('roles', 'unknown_role', { text: quote(stranger), options: POST_ROLES.join('; ') });
  const values = {
    unit,
    title_vi: title,
    title_en: usual(cells.words('titleEn'), before?.['title_en'], String(title)),
    function: needed(cells, 'function', cells.choice('function'), before?.['function']),
    superior: optional(cells.has('superior') ? book.postIn(cells, 'superior') : undefined, before?.['superior']),
    roles: roles === undefined ? (before?.['roles'] ?? []) : [...(roles ?? [])],
    rank: usual(cells.integer('rank'), before?.['rank'], 1),
  } as Record<string, Json>;
  return { cells, subjectKey: 'post', statements: [{ table: 'post', key, values, ...validity }] };
}

/** What a row says of who holds a post. */
export function sayHolding(book: RegisterBook, given: GivenRow): Said {
  const cells = new RowCells(given);
  const post = needed(cells, 'post', book.postIn(cells, 'post'), undefined);
  const person = needed(cells, 'staffCode', book.personIn(cells, 'staffCode'), undefined);
  const key = { post: typeof post === 'string' ? post : '' };
  const validity = validityOf(cells);
  const leaving = typeof person === 'string' ? book.leavingDay(person) : undefined;
  if (leaving !== undefined && (validity.end === undefined || validity.end > leaving))
    cells.fault('staffCode', 'person_leaves', { date: formatDate(addDays(leaving, -1)) });
  const before = recordedOn(book, 'holding', key, validity);
  const form = usual(cells.choice('form'), before?.['person'] === person ? before?.['form'] : undefined, 'full');
  return { cells, subjectKey: 'post', statements: [{ table: 'holding', key, values: { person, form }, ...validity }] };
}

/** What a row says of which fields, localities and units a post follows. */
export function sayAssignment(book: RegisterBook, given: GivenRow, decisionNumber: string): Said {
  const cells = new RowCells(given);
  const post = needed(cells, 'post', book.postIn(cells, 'post'), undefined);
  const lists = {
    fields: needed(cells, 'fields', book.fieldsIn(cells, 'fields'), undefined) as Json,
    localities: needed(cells, 'localities', book.unitsIn(cells, 'localities'), undefined) as Json,
    units: needed(cells, 'units', book.unitsIn(cells, 'units'), undefined) as Json,
  };
  const validity = validityOf(cells);
  const values = { post, ...lists, decision_number: decisionNumber } as Record<string, Json>;
  const typed = cells.code('assignment');
  const key = {
    assignment: typed ?? book.assignmentSaying({ post, ...lists }) ?? book.freeAssignment(`${decisionNumber}#${given.row}`),
  };
  return {
    cells,
    subjectKey: typed ? 'assignment' : 'post',
    statements: [{ table: 'assignment', key, values, aside: ['decision_number'], ...validity }],
  };
}
