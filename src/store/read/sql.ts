/** Composes one SQL statement from fragments; values always travel as parameters. */
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type RawBuilder, sql } from 'kysely';
import type pg from 'pg';

const compiler = new Kysely<Record<string, never>>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** A piece of a statement. */
export type Fragment = RawBuilder<unknown>;

export { sql };

/** Joins conditions with `and`; no condition means every row. */
export function allOf(conditions: readonly Fragment[]): Fragment {
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}

/** So many statements are prepared by name; filters make a great many more, and each costs every connection memory. */
const NAMED_LIMIT = 200;
const names = new Map<string, string>();

/** Planning these statements costs as much as running them: a connection plans each once. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= NAMED_LIMIT) return known;
  const name = `read-${names.size + 1}`;
  names.set(text, name);
  return name;
}

/** Runs a statement and gives its rows. */
export async function rowsOf<T extends pg.QueryResultRow>(client: pg.ClientBase, statement: Fragment): Promise<readonly T[]> {
  const compiled = statement.compile(compiler);
  const name = nameOf(compiled.sql);
  const values = [...compiled.parameters];
  const result = await client.query<T>({ text: compiled.sql, values, ...(name === undefined ? {} : { name }) });
  return result.rows;
}
