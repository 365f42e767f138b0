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

/** Runs a statement and gives its rows. */
export async function rowsOf<T extends pg.QueryResultRow>(client: pg.ClientBase, statement: Fragment): Promise<readonly T[]> {
  const compiled = statement.compile(compiler);
  const result = await client.query<T>(compiled.sql, [...compiled.parameters]);
  return result.rows;
}
