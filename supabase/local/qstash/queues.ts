import type { Broker } from "./broker.ts";
import { RequestError } from "./request-error.ts";

/** A first-in, first-out line of messages, as the client's `QueueResponse` has it. */
export interface Queue {
  name: string;
  parallelism: number;
  lag: number;
  paused: boolean;
  createdAt: number;
  updatedAt: number;
}

interface Row {
  name: string;
  parallelism: number;
  paused: number;
  created_at: number;
  updated_at: number;
  lag: number;
}

type Part = Pick<Broker, "store" | "clock">;

const SELECT = `select q.*, (select count(*) from messages m where m.queue = q.name) as lag from queues q`;

export function listQueues({ store }: Part): Queue[] {
  return store.all<Row>(`${SELECT} order by q.name`).map(fromRow);
}

export function getQueue({ store }: Part, name: string): Queue {
  const row = store.get<Row>(`${SELECT} where q.name = ?`, checkedName(name));
  if (!row) throw new RequestError(404, `queue "${name}" not found`);
  return fromRow(row);
}

/** Makes the queue with the default parallelism of 1 unless it exists. */
export function ensureQueue({ store, clock }: Part, name: string): void {
  store.run(
    "insert into queues (name, parallelism, paused, created_at, updated_at) values (?, 1, 0, ?, ?) on conflict do nothing",
    checkedName(name),
    clock.now(),
    clock.now(),
  );
}

export function upsertQueue(
  part: Part,
  wanted: { name: string; parallelism?: number; paused?: boolean },
): void {
  ensureQueue(part, wanted.name);
  part.store.run(
    "update queues set parallelism = coalesce(?, parallelism), paused = coalesce(?, paused), updated_at = ? where name = ?",
    wanted.parallelism ?? null,
    wanted.paused === undefined ? null : Number(wanted.paused),
    part.clock.now(),
    wanted.name,
  );
}

/** Removes the queue and what waits in it. */
export function deleteQueue({ store }: Part, name: string): void {
  store.transaction(() => {
    store.run("delete from messages where queue = ?", checkedName(name));
    store.run("delete from queues where name = ?", name);
  });
}

function checkedName(name: string): string {
  if (/^[A-Za-z0-9._-]+$/.test(name)) return name;
  throw new RequestError(
    400,
    `invalid queue name "${name}": letters, digits, hyphens, periods and underscores`,
  );
}

function fromRow(row: Row): Queue {
  return {
    name: row.name,
    parallelism: row.parallelism,
    lag: row.lag,
    paused: row.paused === 1,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
