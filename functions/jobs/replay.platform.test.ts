import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addPerson, type Person } from "../testing/database.ts";
import { deliver } from "../testing/deliver.ts";
import { sessionIdOf } from "../testing/issuer.ts";
import { publishAs } from "../testing/publish-as.ts";
import { type Stack, startStack } from "../testing/stack.ts";

let stack: Stack;
let person: Person;
let workflow: string;

beforeAll(async () => {
  stack = await startStack({ timeScale: 1 });
});
afterAll(() => stack?.stop());
beforeEach(async () => {
  person = await addPerson(stack.database.owner);
  workflow = await publishAs(stack.database.owner, person, {
    version: 1,
    trigger: { kind: "schedule", cron: "0 0 1 1 *", timeZone: "UTC" },
    steps: [{ id: "say", kind: "set", with: { values: { n: "{{ trigger.n }}" } } }],
  });
});

const fail = (count: number) =>
  stack.database.owner`
    insert into public.runs (org_id, workflow_id, workflow_version, trigger, status, error, finished_at, created_at)
    select
      ${person.orgId}, ${workflow}, 1, jsonb_build_object('kind', 'schedule', 'n', n), 'failed', '{"code": "http_status"}',
      now(), now() - make_interval(secs => 1000 - n)
    from generate_series(1, ${count}::integer) as n`;

/** What the command gives this person, as text. */
async function asPerson(command: string): Promise<string> {
  const claims = {
    sub: person.userId,
    role: "authenticated",
    aal: "aal1",
    session_id: sessionIdOf(person.userId),
  };
  return stack.database.owner.begin(async (sql) => {
    await sql`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`;
    await sql.unsafe("set local role authenticated");
    const [row] = await sql.unsafe<{ answer: string }[]>(`select ${command}::text as answer`);
    return row?.answer ?? "";
  });
}
const owed = async () => {
  const [row] = await stack.database.owner<{ id: string }[]>`
    select id from private.outbox where topic = 'replay' and user_id = ${person.userId} and done_at is null`;
  return { outboxId: Number(row?.id) };
};
const state = async () => {
  const [row] = await stack.database.owner`
    select status, total, started, skipped from public.replays where user_id = ${person.userId}`;
  return row;
};
const repeated = () =>
  stack.database.owner`
    select runs.status, runs.trigger, runs.output, count(*) over (partition by runs.retry_of)::integer as times
    from public.runs where runs.workflow_id = ${workflow} and runs.retry_of is not null
    order by (runs.trigger ->> 'n')::integer`;

test("each failed run of a schedule runs again once, however often the messages come", async () => {
  await fail(60);
  await asPerson("public.replay_runs('failed', latest => true)");
  const body = await owed();

  await Promise.all(Array.from({ length: 5 }, () => deliver(stack, "jobs", { body })));
  await expect.poll(async () => (await state())?.status, { timeout: 30_000 }).toBe("done");

  expect(await state()).toEqual({ status: "done", total: 60, started: 60, skipped: 0 });
  await expect
    .poll(async () => (await repeated()).filter(({ status }) => status === "done").length, {
      timeout: 60_000,
    })
    .toBe(60);
  const runs = await repeated();
  expect(runs.every(({ times }) => times === 1)).toBe(true);
  expect(runs.map(({ trigger }) => trigger.n)).toEqual(Array.from({ length: 60 }, (_, n) => n + 1));
});

test("cancelled on the way, it starts no more", async () => {
  await fail(60);
  const id = await asPerson("public.replay_runs('failed')");
  const { owner } = stack.database;
  await owner`select private.replay_batch(${id}, 20)`;

  await asPerson(`public.cancel_replay('${id}')`);
  await deliver(stack, "jobs", { body: await owed() });

  expect(await state()).toEqual({ status: "cancelled", total: 60, started: 20, skipped: 0 });
  expect(await repeated()).toHaveLength(20);
});
