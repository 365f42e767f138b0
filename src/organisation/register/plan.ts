/** What a file would change: worked out before anything is written, row by row. */
import { isInForce, type RowOp, rowKey, type TableRow } from '../../dossier/table.ts';
import type { Json } from '../../kernel/json.ts';
import type { LegalDate } from '../../kernel/time.ts';
import { indexDay } from '../day-index.ts';
import { readOrganisationRows } from '../read-rows.ts';
import { REGISTER_TABLES, type RegisterName } from './columns.ts';
import { DETAIL_COLUMNS, type RegisterDetail, TABLE_OF, toDetails } from './details.ts';
import type { RegisterProblem } from './problem.ts';
import { type GivenRow, type GivenSheet, readTables } from './read-tables.ts';
import { RegisterBook } from './register-book.ts';
import { type Said, sayAssignment, sayHolding, sayPerson, sayPost, sayUnit } from './statements.ts';
import { compareStatement, type Outcome, type Statement } from './timeline.ts';

/** What is asked once for the whole file. */
export interface RegisterWish {
  readonly effectiveOn: LegalDate;
  readonly decisionNumber: string;
  /** What becomes of officials, holders and assignments in force that a sheet of the file does not name. Units and posts always stay. */
  readonly missing: 'keep' | 'end';
}

/** One change, with the row that asks for it. */
export interface RegisterChange {
  readonly table: RegisterName;
  readonly is: 'added' | 'changed' | 'ended';
  readonly on: LegalDate;
  readonly sheet?: string;
  readonly row?: number;
  /** Code and name of what changes. */
  readonly code: string;
  readonly name: string;
  readonly details: readonly RegisterDetail[];
  /** Why something ends that no row names. */
  readonly why?: { readonly code: 'leaves'; readonly row: number } | { readonly code: 'absent' };
}

/** Everything a file means. With problems there are no operations: a file is taken whole or not at all. */
export interface RegisterPlan {
  readonly problems: readonly RegisterProblem[];
  readonly changes: readonly RegisterChange[];
  /** Rows that say what is recorded already. */
  readonly same: number;
  readonly rows: number;
  readonly tables: readonly RegisterName[];
  readonly ops: readonly RowOp[];
  readonly unused: readonly { readonly sheet: string; readonly head: string }[];
}

/** Tables of which a whole list may be given, so that who is not in it leaves. */
const ENDABLE = ['people', 'holdings', 'assignments'] as const satisfies readonly RegisterName[];

/** Guarantees the same plan for the same file and record; a file that was carried out gives no change. */
export function planRegister(sheets: readonly GivenSheet[], recorded: readonly TableRow[], wish: RegisterWish): RegisterPlan {
  const given = readTables(sheets);
  const plan = new Planning(recorded, wish);
  plan.problems.push(...given.problems);
  for (const table of REGISTER_TABLES) {
    const rows = given.rows.filter((row) => row.table === table);
    plan.bring(rows);
    const saids = rows.map((row) => plan.say(row));
    plan.compare(saids);
  }
  if (wish.missing === 'end') plan.endMissing(given.tables);
  plan.endHoldingsOfLeavers();
  if (plan.problems.length === 0) plan.checkWhole(recorded);
  const isRefused = plan.problems.length > 0;
  return {
    problems: inFileOrder(plan.problems, sheets),
    changes: isRefused ? [] : plan.changes,
    same: plan.same,
    rows: given.rows.length,
    tables: given.tables,
    ops: isRefused ? [] : plan.ops,
    unused: given.unused,
  };
}

class Planning {
  readonly problems: RegisterProblem[] = [];
  readonly changes: RegisterChange[] = [];
  readonly ops: RowOp[] = [];
  same = 0;
  readonly #book: RegisterBook;
  readonly #wish: RegisterWish;
  /** Keys the file speaks of, by table. */
  readonly #named = new Set<string>();
  readonly #leavers = new Map<string, { readonly on: LegalDate; readonly row?: number }>();

  constructor(recorded: readonly TableRow[], wish: RegisterWish) {
    this.#book = new RegisterBook(recorded, wish.effectiveOn);
    this.#wish = wish;
  }

  /** Makes the codes of new units and posts known before the rows that name them are read. */
  bring(rows: readonly GivenRow[]): void {
    for (const row of rows) {
      const unit = row.table === 'units' ? row.cells.get('unit') : undefined;
      if (unit && this.#book.unitOf(unit) === unit) this.#book.bring('units', unit);
      const post = row.table === 'posts' ? row.cells.get('post') : undefined;
      if (post) this.#book.bring('posts', post);
    }
  }

  say(row: GivenRow): Said {
    switch (row.table) {
      case 'units':
        return sayUnit(this.#book, row);
      case 'people':
        return this.#keepPerson(sayPerson(this.#book, row));
      case 'posts':
        return sayPost(this.#book, row);
      case 'holdings':
        return sayHolding(this.#book, row);
      case 'assignments':
        return sayAssignment(this.#book, row, this.#wish.decisionNumber);
    }
  }

  #keepPerson(said: Said): Said {
    const [statement] = said.statements;
    const person = statement?.key['person'];
    const staffCode = statement?.values['staff_code'];
    if (!person || typeof staffCode !== 'string') return said;
    this.#book.bringPerson(staffCode, person);
    if (statement?.end !== undefined) this.#book.leaves(person, statement.end);
    return said;
  }

  /** Compares all rows of one table with the record, those of one key in the order of their days. */
  compare(saids: readonly Said[]): void {
    const sound = saids.filter((said) => {
      this.problems.push(...said.cells.problems);
      return said.cells.isSound;
    });
    for (const group of groupByKey(sound).values()) {
      const repeated = this.#refuseRepeats(group);
      for (const said of group.filter((one) => !repeated.has(one))) this.#carry(said);
    }
    for (const said of sound) this.#refuseCircle(said);
  }

  #refuseRepeats(group: readonly Said[]): ReadonlySet<Said> {
    const repeated = new Set<Said>();
    for (const [n, said] of group.entries()) {
      const clash = group.slice(0, n).find((other) => this.#meet(other, said));
      if (clash === undefined) continue;
      repeated.add(said);
      const isHeldTwice = said.cells.given.table === 'holdings' && !sameSaid(clash, said);
      said.cells.problems.length = 0;
      said.cells.fault(said.subjectKey, isHeldTwice ? 'post_held_twice' : 'duplicate_row', { row: clash.cells.given.row });
      this.problems.push(...said.cells.problems);
    }
    return repeated;
  }

  /** Whether two rows speak of one key on one day; of a unit or post there is only ever one row. */
  #meet(a: Said, b: Said): boolean {
    const [one, two] = [a.statements[0], b.statements[0]];
    if (!one || !two || one.table === 'unit' || one.table === 'post') return true;
    const start = ({ from, table, key }: Statement): LegalDate =>
      from ?? this.#book.lines.on(table, key, this.#wish.effectiveOn)?.from ?? this.#wish.effectiveOn;
    return (two.end === undefined || start(one) < two.end) && (one.end === undefined || start(two) < one.end);
  }

  #carry(said: Said): void {
    const outcomes = said.statements.map((statement) => ({ statement, outcome: this.#outcomeOf(said, statement) }));
    if (!said.cells.isSound) {
      this.problems.push(...said.cells.problems);
      return;
    }
    for (const statement of said.statements) this.#named.add(rowKey(statement.table, statement.key));
    const done = outcomes.flatMap(({ statement, outcome }) =>
      outcome.is === 'same' || outcome.is === 'refused' ? [] : [{ statement, outcome }],
    );
    if (done.length === 0) {
      this.same += 1;
      return;
    }
    this.#record(said, done);
  }

  #outcomeOf(said: Said, statement: Statement): Outcome {
    const { lines } = this.#book;
    const recorded = lines.of(statement.table, statement.key);
    const outcome = compareStatement(recorded, statement, this.#wish.effectiveOn);
    if (outcome.is === 'refused') {
      const key = said.cells.has(outcome.at) ? outcome.at : said.subjectKey;
      said.cells.fault(key, outcome.code, outcome.params);
    } else if (outcome.is !== 'same' && statement.end !== undefined && ['unit', 'post'].includes(statement.table)) {
      said.cells.fault('to', 'end_needs_decision');
    }
    return outcome;
  }

  #record(
    said: Said,
    done: readonly { readonly statement: Statement; readonly outcome: Exclude<Outcome, { is: 'same' | 'refused' }> }[],
  ): void {
    const { table, sheet, row } = said.cells.given;
    const [first] = done;
    if (!first) return;
    const key = said.statements[0]?.key ?? {};
    const details = done.flatMap(({ statement, outcome }) =>
      outcome.is === 'ended' ? [] : toDetails(this.#book, table, outcome.before?.values, statement.values),
    );
    for (const { outcome } of done) {
      this.ops.push(...outcome.ops);
      this.#book.lines.apply(outcome.ops);
    }
    const isAdded = done.some(({ statement, outcome }) => outcome.is === 'added' && statement.table === TABLE_OF[table]);
    const is = isAdded ? 'added' : first.outcome.is === 'ended' && done.length === 1 ? 'ended' : 'changed';
    this.changes.push({ table, is, on: first.outcome.on, sheet, row, ...this.#subject(table, key), details });
    if (table === 'people' && first.outcome.is === 'ended') this.#leavers.set(key['person'] ?? '', { on: first.outcome.on, row });
  }

  #subject(table: RegisterName, key: TableRow['key']): { readonly code: string; readonly name: string } {
    const book = this.#book;
    switch (table) {
      case 'units':
        return { code: key['unit'] ?? '', name: book.unitName(key['unit'] ?? '') };
      case 'people':
        return { code: book.staffCodeOf(key['person'] ?? ''), name: book.personName(key['person'] ?? '') };
      case 'posts':
      case 'holdings':
        return { code: key['post'] ?? '', name: book.postTitle(key['post'] ?? '') };
      case 'assignments': {
        const post = book.lines.of('assignment', key).at(-1)?.values['post'];
        return { code: key['assignment'] ?? '', name: typeof post === 'string' ? book.postTitle(post) : '' };
      }
    }
  }

  /** A new superior may close a circle only together with other rows of the file. */
  #refuseCircle(said: Said): void {
    const [statement] = said.statements;
    if (statement?.table !== 'unit' || !said.cells.isSound) return;
    const seen = new Set<string>();
    let at: Json | undefined = statement.key['unit'];
    while (typeof at === 'string' && !seen.has(at)) {
      seen.add(at);
      at = this.#book.lines.of('unit', { unit: at }).at(-1)?.values['parent'];
      if (at !== statement.key['unit']) continue;
      said.cells.fault('parent', 'under_itself');
      this.problems.push(...said.cells.problems);
      return;
    }
  }

  /** Ends what is in force and not in the file, in the tables of which the file has a sheet. */
  endMissing(tables: readonly RegisterName[]): void {
    const on = this.#wish.effectiveOn;
    for (const table of ENDABLE.filter((one) => tables.includes(one))) {
      const rows = this.#book.lines.all().filter((row) => row.table === TABLE_OF[table] && isInForce(row, on) && row.from < on);
      for (const row of rows.filter((one) => !this.#named.has(rowKey(one.table, one.key)))) {
        this.#end(table, row.key, on, { code: 'absent' });
        if (table === 'people') this.#leavers.set(row.key['person'] ?? '', { on });
      }
    }
  }

  /** Who leaves the service leaves every post. */
  endHoldingsOfLeavers(): void {
    const holdings = this.#book.lines.all().filter((row) => row.table === 'holding');
    for (const row of holdings) {
      const leaver = this.#leavers.get(String(row.values['person']));
      if (leaver === undefined || !isInForce(row, leaver.on) || row.from >= leaver.on) continue;
      this.#end(
        'holdings',
        row.key,
        leaver.on,
        leaver.row === undefined ? { code: 'absent' } : { code: 'leaves', row: leaver.row },
      );
    }
  }

  #end(table: RegisterName, key: TableRow['key'], on: LegalDate, why: NonNullable<RegisterChange['why']>): void {
    const recorded = this.#book.lines.on(TABLE_OF[table], key, on);
    const op: RowOp = { op: 'close', table: TABLE_OF[table], key, on };
    const details = toDetails(this.#book, table, recorded?.values, {}).filter((detail) =>
      DETAIL_COLUMNS[table].includes(detail.key),
    );
    this.ops.push(op);
    this.#book.lines.apply([op]);
    this.changes.push({ table, is: 'ended', on, ...this.#subject(table, key), details, why });
  }

  /** An organisation nobody may change any more could not even be put right. */
  checkWhole(recorded: readonly TableRow[]): void {
    const keepers = (rows: readonly TableRow[]): number => {
      const day = indexDay(readOrganisationRows(rows), this.#wish.effectiveOn);
      return [...day.holders.keys()].filter((post) =>
        day.posts.get(post)?.roles.some((role) => role === 'admin' || role === 'organisation-board'),
      ).length;
    };
    if (this.ops.some((op) => op.table === 'holding' || op.table === 'post' || op.table === 'person')) {
      if (keepers(recorded) > 0 && keepers(this.#book.lines.all()) === 0) this.problems.push({ sheet: '', code: 'nobody_keeps' });
    }
  }
}

function groupByKey(saids: readonly Said[]): Map<string, Said[]> {
  const groups = new Map<string, Said[]>();
  const startOf = (said: Said): string => said.statements[0]?.from ?? '';
  for (const said of saids.toSorted((a, b) => (startOf(a) < startOf(b) ? -1 : startOf(a) > startOf(b) ? 1 : 0))) {
    const [first] = said.statements;
    const key = first ? rowKey(first.table, first.key) : '';
    groups.set(key, [...(groups.get(key) ?? []), said]);
  }
  return groups;
}

function sameSaid(a: Said, b: Said): boolean {
  return JSON.stringify(a.statements) === JSON.stringify(b.statements);
}

function inFileOrder(problems: readonly RegisterProblem[], sheets: readonly GivenSheet[]): readonly RegisterProblem[] {
  const places = new Map(sheets.map((sheet, n) => [sheet.name, n]));
  const place = (problem: RegisterProblem): number => places.get(problem.sheet) ?? -1;
  return problems.toSorted((a, b) => place(a) - place(b) || (a.row ?? 0) - (b.row ?? 0) || (a.column ?? 0) - (b.column ?? 0));
}
