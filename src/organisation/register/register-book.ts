/** What the rows of a file may name: what is recorded on the day the decision takes effect, and what the file itself brings. */
import { isInForce, type TableRow } from '../../dossier/table.ts';
import type { Json } from '../../kernel/json.ts';
import { foldVietnamese } from '../../kernel/text.ts';
import type { LegalDate } from '../../kernel/time.ts';
import { EVERY } from '../rows.ts';
import { quote, type RowCells } from './cells.ts';
import { isSame, Timelines } from './timeline.ts';

/** Recorded rows and what the file has said so far. */
export class RegisterBook {
  readonly effectiveOn: LegalDate;
  readonly lines: Timelines;
  /** Codes the file brings into being, so that rows above and below may name them. */
  readonly #brought = { units: new Set<string>(), posts: new Set<string>() };
  /** A code several bodies share, such as that of the province, means none of them. */
  readonly #unitByCode = new Map<string, string | null>();
  readonly #personByStaffCode = new Map<string, string>();
  readonly #formerByStaffCode = new Map<string, string>();
  readonly #leaving = new Map<string, LegalDate>();
  readonly #fields = new Map<string, string>();

  constructor(rows: readonly TableRow[], effectiveOn: LegalDate) {
    this.effectiveOn = effectiveOn;
    this.lines = new Timelines(rows);
    for (const row of rows) {
      const today = isInForce(row, effectiveOn);
      const officialCode = row.values['code'];
      if (row.table === 'unit' && today && typeof officialCode === 'string')
        this.#unitByCode.set(officialCode, this.#unitByCode.has(officialCode) ? null : (row.key['unit'] ?? ''));
      if (row.table === 'person') {
        const code = String(row.values['staff_code']);
        (today ? this.#personByStaffCode : this.#formerByStaffCode).set(code, row.key['person'] ?? '');
      }
      if (row.table === 'field' && today) {
        const field = row.key['field'] ?? '';
        for (const name of [field, row.values['name_vi'], row.values['name_en']])
          this.#fields.set(foldVietnamese(String(name)), field);
      }
    }
  }

  bring(what: 'units' | 'posts', code: string): void {
    this.#brought[what].add(code);
  }

  bringPerson(staffCode: string, person: string): void {
    this.#personByStaffCode.set(staffCode, person);
  }

  leaves(person: string, end: LegalDate): void {
    this.#leaving.set(person, end);
  }

  /** The first day on which a person no longer serves, as the file says. */
  leavingDay(person: string): LegalDate | undefined {
    return this.#leaving.get(person);
  }

  /** The unit a code means: its own code first, else the official one; a code nobody has means itself. */
  unitOf(code: string): string {
    if (this.hasUnit(code)) return code;
    return this.#unitByCode.get(code) ?? code;
  }

  hasUnit(unit: string): boolean {
    return this.#brought.units.has(unit) || this.lines.on('unit', { unit }, this.effectiveOn) !== undefined;
  }

  hasPost(post: string): boolean {
    return this.#brought.posts.has(post) || this.lines.on('post', { post }, this.effectiveOn) !== undefined;
  }

  personOf(staffCode: string): string | undefined {
    return this.#personByStaffCode.get(staffCode);
  }

  /** Somebody who was in the register and has left keeps the same place in it on coming back. */
  formerPersonOf(staffCode: string): string | undefined {
    return this.#formerByStaffCode.get(staffCode);
  }

  /** The assignment in force that says the same, whatever its code. */
  assignmentSaying(values: Readonly<Record<string, Json>>): string | undefined {
    return this.lines
      .all()
      .find(
        (row) =>
          row.table === 'assignment' &&
          isInForce(row, this.effectiveOn) &&
          Object.keys(values).every((column) => isSame(row.values[column], values[column])),
      )?.key['assignment'];
  }

  /** A code no assignment has had. */
  freeAssignment(wanted: string, n = 1): string {
    const assignment = n === 1 ? wanted : `${wanted}.${n}`;
    return this.lines.of('assignment', { assignment }).length === 0 ? assignment : this.freeAssignment(wanted, n + 1);
  }

  personName(person: string): string {
    const row = this.lines.of('person', { person }).at(-1);
    return row === undefined ? person : `${String(row.values['family_and_middle'])} ${String(row.values['given'])}`;
  }

  staffCodeOf(person: string): string {
    return String(this.lines.of('person', { person }).at(-1)?.values['staff_code'] ?? person);
  }

  unitName(unit: string): string {
    const row = this.lines.on('unit_name', { unit }, this.effectiveOn) ?? this.lines.of('unit_name', { unit }).at(-1);
    return String(row?.values['name_vi'] ?? unit);
  }

  postTitle(post: string): string {
    const row = this.lines.on('post', { post }, this.effectiveOn) ?? this.lines.of('post', { post }).at(-1);
    return row === undefined ? post : `${String(row.values['title_vi'])}, ${this.unitName(String(row.values['unit']))}`;
  }

  /** The unit a cell names; a code nobody has is a problem of that cell. */
  unitIn(cells: RowCells, key: string): string | null | undefined {
    const code = cells.code(key);
    if (code === null || code === undefined) return code;
    const unit = this.unitOf(code);
    if (this.hasUnit(unit)) return unit;
    const like = [`0${code}`, `00${code}`].find((other) => this.hasUnit(this.unitOf(other)));
    return like === undefined
      ? cells.fault(key, 'unknown_unit', { text: quote(code) })
      : cells.fault(key, 'unknown_zeros', { text: quote(code), like });
  }

  /** The post a cell names. */
  postIn(cells: RowCells, key: string): string | null | undefined {
    const code = cells.code(key);
    if (code === null || code === undefined || this.hasPost(code)) return code;
    const like = [`0${code}`, `00${code}`].find((other) => this.hasPost(other));
    return like === undefined
      ? cells.fault(key, 'unknown_post', { text: quote(code) })
      : cells.fault(key, 'unknown_zeros', { text: quote(code), like });
  }

  /** The person whose staff code a cell holds. */
  personIn(cells: RowCells, key: string): string | null | undefined {
    const code = cells.code(key);
    if (code === null || code === undefined) return code;
    const person = this.personOf(code);
    if (person !== undefined) return person;
    const like = [`0${code}`, `00${code}`].find((other) => this.personOf(other) !== undefined);
    return like === undefined
      ? cells.fault(key, 'unknown_person', { text: quote(code) })
      : cells.fault(key, 'unknown_zeros', { text: quote(code), like });
  }

  /** The fields a cell lists, by code or name. */
  fieldsIn(cells: RowCells, key: string): readonly string[] | null | undefined {
    return this.#each(cells, key, (part) => this.#fields.get(foldVietnamese(part)), 'unknown_field');
  }

  /** The units a cell lists. */
  unitsIn(cells: RowCells, key: string): readonly string[] | null | undefined {
    const find = (part: string): string | undefined => {
      const unit = this.unitOf(part);
      return this.hasUnit(unit) ? unit : undefined;
    };
    return this.#each(cells, key, find, 'unknown_unit');
  }

  #each(
    cells: RowCells,
    key: string,
    find: (part: string) => string | undefined,
    code: 'unknown_field' | 'unknown_unit',
  ): readonly string[] | null | undefined {
    const parts = cells.list(key);
    if (parts === null || parts === undefined || parts.includes(EVERY)) return parts;
    const found: string[] = [];
    for (const part of parts) {
      const id = find(part);
      if (id === undefined) return cells.fault(key, code, { text: quote(part) });
      found.push(id);
    }
    return found;
  }
}
