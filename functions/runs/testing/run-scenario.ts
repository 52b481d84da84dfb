import { setTimeout as wait } from "node:timers/promises";
import { addPerson, type Person } from "../../testing/database.ts";
import { deliver } from "../../testing/deliver.ts";
import { type Stack, startStack } from "../../testing/stack.ts";
import { type Fleet, type Kill, startFleet } from "./fleet.ts";
import type { Ledger } from "./judge.ts";
import { KILL_POINTS, type KillPoint, type Variant } from "./kill-points.ts";
import { startReceiver } from "./receiver.ts";

export interface Scenario {
  runs: number;
  /** Workers killed; the points follow one another, shuffled anew each round. */
  kills: number;
  points?: readonly KillPoint[];
  postgresKills: number;
  seed: number;
  variant: Variant;
}

export interface Outcome extends Ledger {
  killed: readonly Kill[];
}

/** Long enough for a busy machine to lose no claim by being slow. */
const LEASE_MS = 8000;
const KILL_WITHIN_MS = 45_000;

/** Where scenarios are played, one after the other. */
export interface Stage {
  /**
   * Starts runs of five steps, delivers them duplicated, reordered and with lost answers, kills workers and Postgres
   * meanwhile, and waits until nothing is under way.
   */
  play(scenario: Scenario): Promise<Outcome>;
  stop(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const receiver = await startReceiver();
  let fleet: Fleet | undefined;
  const stack = await startStack({
    timeScale: 8,
    isUnpooled: true,
    maxParallel: 8,
    runs: async (request) => fleet?.forward(request) ?? new Response(null, { status: 503 }),
  });
  const variables = { ...stack.variables, FLOYO_DEV_OUTBOUND_EXEMPT: receiver.address };
  return {
    async play(scenario) {
      const { seed, variant } = scenario;
      stack.qstash.setChaos({ seed, duplicate: 0.1, drop: 0.1, reorder: 0.2, crash: 0.02 });
      receiver.received.clear();
      fleet = startFleet({ variables, variant, leaseMs: LEASE_MS });
      receiver.onCall = fleet.callReceived;
      const workflow = await addWorkflow(stack, receiver.address);
      await untilAllEnd(stack, killAgainAndAgain(stack, { fleet, workflow, scenario }));
      const { kills } = fleet;
      await fleet.stop();
      const runs = await ledgerOf(stack, workflow.id);
      return {
        runs,
        received: new Map(receiver.received),
        kills: kills.map(({ jobs }) => jobs),
        killed: kills,
      };
    },
    async stop() {
      await fleet?.stop();
      await stack.stop();
      await receiver.stop();
    },
  };
}

interface Workflow {
  id: string;
  person: Person;
}

async function addWorkflow(stack: Stack, address: string): Promise<Workflow> {
  const { owner } = stack.database;
  const person = await addPerson(owner);
  const call = (id: string, next: string, repeatable: boolean) => ({
    id,
    kind: "http",
    with: { method: "POST", url: `http://${address}/${id}`, body: { value: "{{ vars.value }}" } },
    repeatable,
    next,
  });
  const definition = owner.json({
    version: 1,
    trigger: { kind: "manual" },
    steps: [
      { id: "shape", kind: "set", with: { values: { value: "{{ input.n + 1 }}" } }, next: "first" },
      call("first", "rest", false),
      { id: "rest", kind: "delay", with: { seconds: 1 }, next: "second" },
      call("second", "tell", true),
      { id: "tell", kind: "notify", with: { to: "maker", title: "Run {{ input.n }}" } },
    ],
    limits: { concurrency: 100 },
  } as never);
  const [workflow] = await owner<{ id: string }[]>`
    insert into public.workflows (org_id, name, draft, published_version, created_by)
    values (${person.orgId}, 'Once', ${definition}, 1, ${person.userId}) returning id`;
  const id = workflow?.id ?? "";
  await owner`
    insert into public.workflow_versions (org_id, workflow_id, number, definition) values (${person.orgId}, ${id}, 1, ${definition})`;
  return { id, person };
}

async function addRuns(stack: Stack, { id, person }: Workflow, count: number): Promise<void> {
  await stack.database.owner`
    with made as (
      insert into public.runs (org_id, workflow_id, workflow_version, trigger, input, started_by)
      select ${person.orgId}, ${id}, 1, '{"kind": "manual"}', jsonb_build_object('n', n), ${person.userId}
      from generate_series(1, ${count}::integer) as n
      returning id
    )
    insert into private.outbox (topic, dedupe_key, payload, created_at)
    select 'run', 'run:' || made.id, jsonb_build_object('run', made.id), now() - interval '1 minute' from made`;
}

/** Runs are started bit by bit, so that there is work at each kill. */
async function killAgainAndAgain(
  stack: Stack,
  { fleet, workflow, scenario }: { fleet: Fleet; workflow: Workflow; scenario: Scenario },
): Promise<void> {
  const random = seeded(scenario.seed);
  const points = scenario.points ?? KILL_POINTS;
  const every = Math.ceil(scenario.kills / (scenario.postgresKills + 1));
  let started = 0;
  for (let count = 0; count < scenario.kills; ) {
    const round = [...points].sort(() => random() - 0.5);
    for (const point of round.slice(0, scenario.kills - count)) {
      const share = Math.round((scenario.runs * (count + 1)) / scenario.kills) - started;
      await patiently(() => addRuns(stack, workflow, share));
      started += share;
      const skip = Math.floor(random() * 3);
      await fleet.kill({ point, skip }, KILL_WITHIN_MS);
      count++;
      if (count % every === 0 && count < scenario.kills) await killPostgres(stack, fleet);
    }
  }
}

/** One backend that dies by a signal takes all of Postgres down, which then recovers from its log. */
async function killPostgres(stack: Stack, fleet: Fleet): Promise<void> {
  const [backend] = await stack.database.owner<{ pid: number }[]>`
    select pid from pg_stat_activity where usename = 'floyo_worker' and backend_type = 'client backend' limit 1`;
  if (!backend) return;
  fleet.postgresDies();
  process.kill(backend.pid, "SIGKILL");
  await patiently(() => stack.database.owner`select 1`);
}

/** What the ticks of the next minutes would do, until every run has ended; a message that is on its way is left its time. */
async function untilAllEnd(stack: Stack, killing: Promise<void>): Promise<void> {
  let isKilling = true;
  const killed = killing.finally(() => {
    isKilling = false;
  });
  killed.catch(() => {});
  for (;;) {
    const left = await patiently(async () => {
      await stack.database.owner`
        update private.outbox
        set
          published_at = published_at - interval '3 minutes', due_at = due_at - interval '3 minutes',
          created_at = created_at - interval '3 minutes'
        where
          done_at is null and dead_at is null and due_at < now() - interval '3 seconds'
          and (published_at is null or published_at < now() - interval '5 seconds')`;
      await deliver(stack, "jobs", { body: { task: "tick" } });
      const [row] = await stack.database.owner<{ left: number }[]>`
        select count(*)::integer as left from public.runs where finished_at is null`;
      return row?.left ?? 0;
    });
    if (left === 0 && !isKilling) break;
    await wait(isKilling ? 300 : 700);
  }
  await killed;
}

async function ledgerOf(stack: Stack, workflowId: string): Promise<Ledger["runs"]> {
  const rows = await stack.database.owner<{ id: string; status: string; jobs: string[]; told: number }[]>`
    select
      runs.id, runs.status,
      (select array_agg(outbox.id) from private.outbox where outbox.payload ->> 'run' = runs.id::text) as jobs,
      (
        select count(*)::integer from public.notifications
        where notifications.dedupe_key = runs.id || '/tell' and notifications.kind = 'message'
      ) as told
    from public.runs
    where runs.workflow_id = ${workflowId}`;
  return rows.map(({ jobs, ...run }) => ({ ...run, jobs: (jobs ?? []).map(Number) }));
}

/** While Postgres recovers it answers nobody. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let left = 100; ; left--) {
    try {
      return await ask();
    } catch (error) {
      if (left === 0) throw error;
      await wait(200);
    }
  }
}

/** mulberry32. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
