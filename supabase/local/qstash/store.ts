import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";

const SCHEMA = `
create table if not exists messages (
  seq integer primary key autoincrement, id text not null unique, state text not null, due_at integer not null,
  retried integer not null, queue text, flow_key text, record text not null, body blob not null
) strict;
create index if not exists messages_due_idx on messages (state, due_at, seq);
create index if not exists messages_queue_idx on messages (queue, seq) where queue is not null;
create index if not exists messages_flow_idx on messages (flow_key, state, due_at, seq) where flow_key is not null;
create table if not exists dead_letters (
  seq integer primary key autoincrement, id text not null unique, record text not null, body blob not null
) strict;
create table if not exists seen (key text primary key, message_id text not null, expires_at integer not null) strict;
create table if not exists schedules (
  id text primary key, next_at integer, paused integer not null, record text not null, body blob not null
) strict;
create table if not exists queues (
  name text primary key, parallelism integer not null, paused integer not null, created_at integer not null,
  updated_at integer not null
) strict;
create table if not exists url_groups (
  name text primary key, endpoints text not null, created_at integer not null, updated_at integer not null
) strict;
create table if not exists flow_controls (key text primary key, record text not null) strict;
create table if not exists logs (
  seq integer primary key autoincrement, time integer not null, message_id text not null, record text not null
) strict;
update messages set state = 'waiting' where state = 'active';
`;

/** The queue's memory: one SQLite file, or nothing on disk. The caller of a query names the row it asked for. */
export interface Store {
  all<Row>(sql: string, ...values: SQLInputValue[]): Row[];
  get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined;
  /** Runs a statement; answers how many rows it changed. */
  run(sql: string, ...values: SQLInputValue[]): number;
  transaction<Result>(work: () => Result): Result;
  close(): void;
}

/** Opens the state file, or keeps all in memory without one. What was under way when it closed waits again. */
export function openStore(stateFile: string | undefined): Store {
  if (stateFile) mkdirSync(dirname(stateFile), { recursive: true });
  const database = new DatabaseSync(stateFile ?? ":memory:");
  database.exec("pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 2000;");
  database.exec(SCHEMA);
  const prepared = new Map<string, StatementSync>();
  const statement = (sql: string): StatementSync => {
    const known = prepared.get(sql) ?? database.prepare(sql);
    prepared.set(sql, known);
    return known;
  };

  return {
    all: <Row>(sql: string, ...values: SQLInputValue[]) => statement(sql).all(...values) as Row[],
    get: <Row>(sql: string, ...values: SQLInputValue[]) => statement(sql).get(...values) as Row | undefined,
    run: (sql, ...values) => Number(statement(sql).run(...values).changes),
    transaction(work) {
      if (database.isTransaction) return work();
      database.exec("begin immediate");
      try {
        const result = work();
        database.exec("commit");
        return result;
      } catch (error) {
        database.exec("rollback");
        throw error;
      }
    },
    close: () => database.close(),
  };
}
