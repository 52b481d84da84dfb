import { type Runner as GraphileWorker, Logger, run, runMigrations } from "graphile-worker";
import postgres from "postgres";
import { openRunner } from "../../_runs/open-runner.ts";
import type { TestDatabase } from "../../testing/database.ts";
import { medianOf } from "./measure.ts";
import { addWorkflow, STEPS } from "./workflows.ts";

/** Runs or jobs, and how many of them are worked on side by side, by as many connections. */
const COUNT = 800;
const CONCURRENCY = 10;
const TURNS = 5;

export interface OneWorker {
  runsPerSecond: number;
  jobsPerSecond: number;
}

/**
 * Runs of one step in this process, without HTTP, and graphile-worker's jobs that do nothing: in turns, the median of
 * each, since others use the machine too.
 */
export async function measureOneWorker(database: TestDatabase): Promise<OneWorker> {
  await runMigrations({ connectionString: database.ownerUrl });
  const runs: number[] = [];
  const jobs: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    runs.push(await measureRuns(database));
    jobs.push(await measureJobs(database.ownerUrl));
  }
  return { runsPerSecond: medianOf(runs), jobsPerSecond: medianOf(jobs) };
}

async function measureRuns({ owner, workerUrl }: TestDatabase): Promise<number> {
  const { id, person } = await addWorkflow(owner, STEPS.one);
  const owed = await owner<{ id: number }[]>`
    with made as (
      insert into public.runs (org_id, workflow_id, workflow_version, trigger, input)
      select ${person.orgId}, ${id}, 1, '{"kind": "manual"}', jsonb_build_object('n', n)
      from generate_series(1, ${COUNT}::integer) as n
      returning id
    )
    insert into private.outbox (topic, dedupe_key, payload)
    select 'run', 'run:' || made.id, jsonb_build_object('run', made.id) from made
    returning id::integer`;
  const sql = postgres(workerUrl, {
    max: CONCURRENCY,
    prepare: false,
    fetch_types: false,
    onnotice: () => {},
  });
  const runner = openRunner({ sql, outbound: nowhere, publish: async () => {} });
  const log = { info() {}, error: (_fields: object, error: unknown) => console.error(error) };
  const queue = owed.map((row) => row.id);
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      for (let job = queue.pop(); job !== undefined; job = queue.pop()) {
        await runner.deliver({ outboxId: job, attempt: 1, jti: `bench:${job}` }, log);
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  await sql.end();
  const [row] = await owner<{ done: number }[]>`
    select count(*)::integer as done from public.runs where workflow_id = ${id} and status = 'done'`;
  if (row?.done !== COUNT) throw new Error(`${row?.done} of ${COUNT} runs are done`);
  return COUNT / seconds;
}

const nowhere = {
  request: () => Promise.reject(new Error("nothing is called here")),
  open: () => Promise.reject(new Error("nothing is called here")),
};

async function measureJobs(connectionString: string): Promise<number> {
  const sql = postgres(connectionString, { max: 1, onnotice: () => {} });
  await sql`select graphile_worker.add_job('nothing', '{"n": 1}') from generate_series(1, ${COUNT})`;
  let left = COUNT;
  let worker: GraphileWorker | undefined;
  const startedAt = performance.now();
  await new Promise<void>((resolve, reject) => {
    run({
      connectionString,
      concurrency: CONCURRENCY,
      maxPoolSize: CONCURRENCY,
      noHandleSignals: true,
      logger: new Logger(() => () => {}),
      taskList: {
        nothing: async () => {
          if (--left === 0) resolve();
        },
      },
    }).then((started) => {
      worker = started;
    }, reject);
  });
  const seconds = (performance.now() - startedAt) / 1000;
  await worker?.stop();
  await sql.end();
  return COUNT / seconds;
}
