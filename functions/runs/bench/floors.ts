import postgres from "postgres";
import { medianOf, roundsFor } from "./measure.ts";

export interface Floors {
  /** Statements a second at eight connections. */
  stepsPerSecond: number;
  /** Milliseconds of one statement on one connection, the median. */
  latencyMs: number;
}

const CONNECTIONS = 8;
const MEASURE_MS = 4000;

/** What no engine on this database can beat: one statement that claims a row, inserts one and updates the first. */
export async function measureFloors(url: string): Promise<Floors> {
  const sql = postgres(url, { max: CONNECTIONS, onnotice: () => {} });
  try {
    await sql.unsafe(`
      create schema bench;
      create table bench.jobs (id bigint generated always as identity primary key, is_done boolean not null default false);
      create index on bench.jobs (id) where not is_done;
      create table bench.steps (job_id bigint not null, body jsonb not null, at timestamptz not null default now());
      insert into bench.jobs (is_done) select false from generate_series(1, 200000);
      analyze bench.jobs;
    `);
    const step = () => sql`
      with next as (
        select id from bench.jobs where not is_done order by id limit 1 for update skip locked
      ), added as (
        insert into bench.steps (job_id, body) select id, '{"value": 1}' from next
      )
      update bench.jobs set is_done = true from next where jobs.id = next.id`;
    await roundsFor(500, 1, step);
    const alone = await roundsFor(MEASURE_MS / 2, 1, step);
    const together = await roundsFor(MEASURE_MS, CONNECTIONS, step);
    return { stepsPerSecond: together.perSecond, latencyMs: medianOf(alone.ms) };
  } finally {
    await sql`drop schema if exists bench cascade`;
    await sql.end();
  }
}
