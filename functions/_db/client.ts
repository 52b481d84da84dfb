import postgres, { type Sql } from "postgres";

export type Database = Sql;

const OPTIONS = {
  prepare: false,
  fetch_types: false,
  // No second query on a connection that is still at its first: Deno 2.1 does not take an immediate back, so that the
  // driver then writes a buffer that it has sent already, which ends the process. Its types do not know the option.
  max_pipeline: 0,
  idle_timeout: 20,
  connect_timeout: 5,
  onnotice: () => {},
};

/**
 * Connections for one isolate, through a pooler in transaction mode: nothing may live longer than a transaction, so no
 * prepared statements, no session settings, and few connections (two unless said). Opened by the first query.
 */
export function openDatabase(url: string, most = 2): Database {
  return postgres(url, { ...OPTIONS, max: most });
}
