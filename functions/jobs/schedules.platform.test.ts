import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addPerson, type Person } from "../testing/database.ts";
import { deliver } from "../testing/deliver.ts";
import { type Stack, startStack } from "../testing/stack.ts";

let stack: Stack;
let person: Person;

beforeAll(async () => {
  stack = await startStack({ timeScale: 0.001 });
});
afterAll(() => stack?.stop());
beforeEach(async () => {
  person = await addPerson(stack.database.owner);
});

/** Published ten days ago and counted until an hour ago: every minute, or by the trigger given. */
async function aWorkflow(trigger: object = { cron: "* * * * *" }): Promise<string> {
  const { owner } = stack.database;
  const definition = {
    version: 1,
    trigger: { kind: "schedule", timeZone: "UTC", ...trigger },
    steps: [{ id: "note", kind: "set", with: { values: { at: "{{ trigger.at }}" } } }],
  };
  const [row] = await owner<{ id: string }[]>`
    insert into public.workflows (org_id, name, draft, created_by)
    values (${person.orgId}, 'Test', ${owner.json(definition as never)}, ${person.userId}) returning id`;
  const id = row?.id ?? "";
  await owner`
    insert into public.workflow_versions (org_id, workflow_id, number, definition, published_at)
    values (${person.orgId}, ${id}, 1, ${owner.json(definition as never)}, now() - interval '10 days')`;
  await owner`update public.workflows set published_version = 1, trigger_kind = 'schedule' where id = ${id}`;
  await countedUntil(id, "1 hour");
  return id;
}
const countedUntil = (id: string, ago: string) =>
  stack.database.owner`
    update private.schedules set counted_until = now() - ${ago}::interval, due_at = null where workflow_id = ${id}`;
const tick = () => deliver(stack, "jobs", { body: { task: "tick" } });
const runsOf = async (id: string) =>
  stack.database.owner`select * from public.runs where workflow_id = ${id} order by created_at`;

test("a time that has come starts one run, however many ticks see it, and the run knows its time", async () => {
  const id = await aWorkflow();

  const ticks = await Promise.all(Array.from({ length: 5 }, tick));

  expect(ticks.map(({ status }) => status)).toEqual(Array(5).fill(200));
  const [run, ...others] = await runsOf(id);
  expect(others).toEqual([]);
  expect(run).toMatchObject({ workflow_version: 1, started_by: null });
  const at = Date.parse((run as { trigger: { at: string } }).trigger.at);
  expect(at % 60_000).toBe(0);
  expect(Date.now() - at).toBeLessThan(10 * 60_000);
  // The tick published it, and the queue brings it.
  await expect
    .poll(async () => (await runsOf(id)).map(({ status }) => status), { timeout: 30_000 })
    .toEqual(["done"]);
});

test("missed times are let go, or each made good, as the trigger says", async () => {
  const skipping = await aWorkflow({ cron: "0 0 1 1 *", missed: "skip" });
  const making = await aWorkflow({ rrule: "FREQ=DAILY", missed: "all" });
  await countedUntil(skipping, "500 days");
  await countedUntil(making, "3 days");

  await tick();

  expect([(await runsOf(skipping)).length, (await runsOf(making)).length]).toEqual([0, 3]);
});

test.each([
  // 02:30 comes at 03:00, by a rule at 03:30, when the clock goes forward, and once when it goes back. Times of runs in UTC.
  [{ cron: "30 2 28-30 3 *" }, "2026-03-27T12:00Z", ["03-28T01:30", "03-29T01:00", "03-30T00:30"]],
  [{ cron: "30 2 24-26 10 *" }, "2026-10-23T12:00Z", ["10-24T00:30", "10-25T00:30", "10-26T01:30"]],
  [{ cron: "0 9 28-30 3 *" }, "2026-03-27T12:00Z", ["03-28T08:00", "03-29T07:00", "03-30T07:00"]],
  [{ cron: "0 9 24-26 10 *" }, "2026-10-23T12:00Z", ["10-24T07:00", "10-25T08:00", "10-26T08:00"]],
  [
    { rrule: "FREQ=DAILY;BYHOUR=2;BYMINUTE=30;UNTIL=20260330T120000Z" },
    "2026-03-27T12:00Z",
    ["03-28T01:30", "03-29T01:30", "03-30T00:30"],
  ],
  [
    { rrule: "FREQ=DAILY;BYHOUR=2;BYMINUTE=30;UNTIL=20261026T120000Z" },
    "2026-10-23T12:00Z",
    ["10-24T00:30", "10-25T00:30", "10-26T01:30"],
  ],
])(
  "%j by the clock of Berlin across the change after %s starts a run at each %j",
  async (when, since, times) => {
    const id = await aWorkflow({ ...when, timeZone: "Europe/Berlin", missed: "all" });
    await stack.database.owner`
    update private.schedules set starts_at = ${since}::timestamptz, counted_until = ${since}::timestamptz, due_at = null
    where workflow_id = ${id}`;

    await Promise.all([tick(), tick()]);

    const runs = await runsOf(id);
    const at = runs.map(({ trigger }) => new Date(trigger.at).toISOString().slice(5, 16)).sort();
    expect(at.slice(0, 3)).toEqual(times);
    expect(new Set(at).size).toBe(at.length);
  },
);

test("what passes in a pause is let go, and a schedule that is over is asked no more", async () => {
  const paused = await aWorkflow();
  const { owner } = stack.database;
  await owner`update public.workflows set paused_at = now(), paused_because = 'person' where id = ${paused}`;
  await tick();
  await owner`update public.workflows set paused_at = null, paused_because = null where id = ${paused}`;
  const over = await aWorkflow({ rrule: "FREQ=DAILY;UNTIL=20200101T000000Z" });

  await tick();

  expect([await runsOf(paused), await runsOf(over)]).toEqual([[], []]);
  const [schedule] = await owner`select due_at::text from private.schedules where workflow_id = ${over}`;
  expect(schedule?.due_at).toBe("infinity");
});
