/** The organisation as the changes of one decision make it, as far as checking and carrying out need to know. */
import type { OrganisationView } from '../../dossier/context.ts';
import type { PersonId, PostId, UnitId } from '../../kernel/ids.ts';
import type { Change } from './changes.ts';

/** What of the day's organisation a decision is checked against. */
export type Book = Pick<
  OrganisationView,
  | 'unit'
  | 'knownUnit'
  | 'post'
  | 'knownPost'
  | 'person'
  | 'postsOf'
  | 'postsIn'
  | 'subordinateUnits'
  | 'holderOf'
  | 'isAbsent'
  | 'fields'
>;

/** The day's organisation with the changes of a decision read so far. */
export class Plan {
  readonly book: Book;
  readonly #units = new Map<string, boolean>();
  readonly #posts = new Map<string, boolean>();
  readonly #created = new Map<string, { readonly unit: string; readonly function: string }>();
  readonly #people = new Set<string>();
  readonly #left = new Set<string>();
  readonly #fields = new Set<string>();
  readonly #held = new Map<string, string | null>();
  readonly #successors = new Map<string, readonly string[]>();
  readonly #parents = new Map<string, string>();

  constructor(book: Book) {
    this.book = book;
  }

  hasUnit(unit: string): boolean {
    return this.#units.get(unit) ?? this.book.unit(unit as UnitId) !== undefined;
  }

  wasUnit(unit: string): boolean {
    return this.#units.has(unit) || this.book.knownUnit(unit as UnitId) !== undefined;
  }

  hasPost(post: string): boolean {
    return this.#posts.get(post) ?? this.book.post(post as PostId) !== undefined;
  }

  wasPost(post: string): boolean {
    return this.#posts.has(post) || this.book.knownPost(post as PostId) !== undefined;
  }

  hasPerson(person: string): boolean {
    return this.#people.has(person) || (!this.#left.has(person) && this.book.person(person as PersonId) !== undefined);
  }

  hasField(field: string): boolean {
    return this.#fields.has(field) || this.book.fields().some((known) => known.id === field);
  }

  /** Who sits in a post after the changes so far. */
  holder(post: string): string | undefined {
    const changed = this.#held.get(post);
    return changed === undefined ? this.book.holderOf(post as PostId)?.person : (changed ?? undefined);
  }

  isAway(person: string): boolean {
    return this.book.postsOf(person as PersonId).some((post) => this.book.isAbsent(post.id));
  }

  /** The posts in being of a unit: those of the day that remain, then those this decision creates. */
  postsIn(unit: string): readonly { readonly id: string; readonly function: string }[] {
    const before = this.book.postsIn(unit as UnitId).filter((post) => this.hasPost(post.id));
    const created = [...this.#created].filter(([post, of]) => of.unit === unit && this.hasPost(post));
    return [...before, ...created.map(([post, of]) => ({ id: post, function: of.function }))];
  }

  /** The subordinate units still in being. */
  childrenOf(unit: string): readonly string[] {
    const before = this.book.subordinateUnits(unit as UnitId).filter((child) => (this.#parents.get(child.id) ?? unit) === unit);
    const moved = [...this.#parents].filter(([, parent]) => parent === unit).map(([child]) => child);
    return [...new Set([...before.map((child) => child.id as string), ...moved])].filter((child) => this.hasUnit(child));
  }

  parentOf(unit: string): string | undefined {
    return this.#parents.get(unit) ?? this.book.unit(unit as UnitId)?.parent ?? undefined;
  }

  /** True when the successors of a thing that is gone lead to something in being. */
  reachesLiving(of: string, isLiving: (id: string) => boolean, seen: ReadonlySet<string> = new Set()): boolean {
    if (isLiving(of)) return true;
    if (seen.has(of)) return false;
    return (this.#successors.get(of) ?? []).some((next) => this.reachesLiving(next, isLiving, new Set([...seen, of])));
  }

  /** Everything this decision ends, with its successors. */
  get ended(): ReadonlyMap<string, readonly string[]> {
    return this.#successors;
  }

  /** Takes one change into account. */
  apply(change: Change): void {
    switch (change.change) {
      case 'create-unit':
        this.#units.set(change.unit, true);
        if (change.parent !== undefined) this.#parents.set(change.unit, change.parent);
        break;
      case 'move-unit':
        this.#parents.set(change.unit, change.parent);
        break;
      case 'dissolve-unit':
      case 'split-unit':
        this.#end(change.unit, change.successors ?? []);
        break;
      case 'merge-units':
        for (const unit of change.units) if (unit !== change.unit) this.#end(unit, [change.unit]);
        break;
      case 'create-post':
        this.#posts.set(change.post, true);
        this.#created.set(change.post, change);
        break;
      case 'dissolve-post':
        this.#posts.set(change.post, false);
        this.#held.set(change.post, null);
        this.#successors.set(change.post, change.successors ?? []);
        break;
      case 'appoint':
        this.#held.set(change.post, change.person);
        break;
      case 'relieve':
        this.#held.set(change.post, null);
        break;
      case 'add-person':
        this.#people.add(change.person ?? change.staffCode);
        break;
      case 'person-leaves':
        this.#left.add(change.person);
        for (const post of this.book.postsOf(change.person as PersonId)) this.#held.set(post.id, null);
        break;
      case 'add-field':
        this.#fields.add(change.field);
        break;
      default:
        break;
    }
  }

  #end(unit: string, successors: readonly string[]): void {
    for (const post of this.postsIn(unit)) this.#posts.set(post.id, false);
    this.#units.set(unit, false);
    this.#successors.set(unit, successors);
  }
}
