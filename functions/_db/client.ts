import postgres, { type Sql } from "postgres";

export type Database = Sql;

/**
 * Connections for one isolate, through a pooler in transaction mode: nothing may live longer than a transaction, so no
 * prepared statements, no session settings, and at most two connections. Opened by the first query.
 */
export function openDatabase(url: string): Database {
  return postgres(url, {
    prepare: false,
    fetch_types: false,
    max: 2,
    idle_timeout: 20,
    connect_timeout: 5,
    onnotice: () => {},
  });
}
