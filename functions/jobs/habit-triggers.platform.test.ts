import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { FileEvent } from "../../shared/events/event.ts";
import { envelope, send } from "../testing/batches.ts";
import { addPerson, type Person } from "../testing/database.ts";
import { deliver } from "../testing/deliver.ts";
import { publishAs } from "../testing/publish-as.ts";
import { aRoutine } from "../testing/routine.ts";
import { type Stack, startStack } from "../testing/stack.ts";

let stack: Stack;
let person: Person;

// So slow that QStash itself delivers nothing: these tests deliver by hand.
beforeAll(async () => {
  stack = await startStack({ timeScale: 0.001 });
});
afterAll(() => stack?.stop());
beforeEach(async () => {
  person = await addPerson(stack.database.owner);
});

const SAY = [{ id: "say", kind: "set", with: { values: { kind: "{{ trigger.kind }}" } } }];
const publish = (trigger: object, rest: object = {}) =>
  publishAs(stack.database.owner, person, { version: 1, trigger, steps: SAY, ...rest });
const runsOf = (id: string) =>
  stack.database.owner`select * from public.runs where workflow_id = ${id} order by created_at`;

async function mineNow(events: FileEvent[]): Promise<void> {
  const { owner } = stack.database;
  const bearer = await stack.issuer.token(person.userId);
  await send(stack.ingest, { bearer, body: envelope(person.sourceId, events) });
  await owner`update private.outbox set due_at = now() where user_id = ${person.userId} and topic = 'mine'`;
  const [job] = await owner`
    select id from private.outbox where user_id = ${person.userId} and topic = 'mine' and done_at is null`;
  const mined = await deliver(stack, "mine", { body: { outboxId: Number(job?.id) } });
  expect(mined.body).toMatchObject({ status: "committed" });
}

/** Ends a run as the engine does; the workflow starts nothing by itself. */
async function fail(workflowId: string, trigger: object = { kind: "manual" }): Promise<string> {
  const { owner } = stack.database;
  const [run] = await owner<{ id: string }[]>`
    insert into public.runs (org_id, workflow_id, workflow_version, trigger)
    values (${person.orgId}, ${workflowId}, 1, ${owner.json(trigger as never)}) returning id`;
  const id = run?.id ?? "";
  await owner`
    select private.end_run(runs, 'failed', null, '{"code": "http_status", "message": "the receiver answered 500"}')
    from public.runs where id = ${id}`;
  return id;
}

test("a pattern that mining finds starts a run, once, and only of a kind that was asked for", async () => {
  const any = await publish({ kind: "pattern", patternKinds: [] });
  const other = await publish({ kind: "pattern", patternKinds: ["companions"] });
  const routine = aRoutine({ days: 30 });

  await mineNow(routine.slice(0, -6));
  const first = await runsOf(any);
  await mineNow(routine.slice(-6));

  expect(first.length).toBeGreaterThan(0);
  expect(first[0]?.trigger).toMatchObject({ kind: "pattern", steps: expect.any(Array) });
  const fingerprints = (await runsOf(any)).map(({ trigger }) => trigger.fingerprint);
  expect(new Set(fingerprints).size).toBe(fingerprints.length);
  expect(await runsOf(other)).toEqual([]);
});

test("a habit that is missed starts a run for each time it is missed", async () => {
  const id = await publish({ kind: "absence", patternFingerprint: null });
  const { owner } = stack.database;
  await owner`
    insert into public.patterns (
      org_id, user_id, fingerprint, kind, steps, evidence, stats, score, first_seen_at, last_seen_at
    )
    values (
      ${person.orgId}, ${person.userId}, 'backup', 'rhythm', '[{"op": "created", "template": "Backups/{date}.zip"}]',
      '{}', '{}', 1, now(), now()
    )`;
  const miss = async (expectedAt: string) => {
    const absence = { expectedAt, missed: 1, lastHitAt: "2026-11-20T17:00:00Z" };
    await owner`
      update public.patterns set absence = ${owner.json(absence)}, score = score + 1
      where user_id = ${person.userId}`;
  };
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  const later = new Date(Date.now() + 172_800_000).toISOString();

  await miss("2020-01-01T17:00:00Z");
  await miss(tomorrow);
  await miss(tomorrow);
  await miss(later);

  expect((await runsOf(id)).map(({ trigger }) => trigger)).toMatchObject([
    { kind: "absence", expectedAt: tomorrow, steps: [{ op: "created", template: "Backups/{date}.zip" }] },
    { kind: "absence", expectedAt: later },
  ]);
});

test("a run that fails starts the workflows that handle it, and a handler's own failure starts none", async () => {
  const handler = await publish({ kind: "failure", workflowId: null });
  const named = await publish({ kind: "manual" });
  const broken = await publish({ kind: "manual" }, { onFailure: { notify: true, workflowId: named } });

  const run = await fail(broken);

  const [handled, ...more] = await runsOf(handler);
  expect(more).toEqual([]);
  expect(handled?.trigger).toMatchObject({
    kind: "failure",
    run,
    workflow: { id: broken, name: "Test" },
    error: { code: "http_status" },
  });
  expect(await runsOf(named)).toHaveLength(1);
  const other = await publish({ kind: "failure", workflowId: handler });
  await fail(handler, { kind: "failure" });
  expect(await runsOf(other)).toEqual([]);
});

test("a run that a failure starts begins at once, and so do those that mining starts", async () => {
  const { owner } = stack.database;
  const handler = await publish({ kind: "failure", workflowId: null });
  const found = await publish({ kind: "pattern", patternKinds: [] });
  const steps = [{ id: "stop", kind: "transform", with: { expression: '$error("no")' } }];
  const broken = await publish({ kind: "manual" }, { steps });
  const [job] = await owner`
    with made as (
      insert into public.runs (org_id, workflow_id, workflow_version, trigger)
      values (${person.orgId}, ${broken}, 1, '{"kind": "manual"}') returning id
    )
    insert into private.outbox (topic, dedupe_key, payload)
    select 'run', 'run:' || made.id, jsonb_build_object('run', made.id) from made returning id`;

  await deliver(stack, "runs", { body: { outboxId: Number(job?.id), attempt: 1 } });
  await mineNow(aRoutine({ days: 30 }));

  const statuses = async (id: string) => [...new Set((await runsOf(id)).map(({ status }) => status))];
  await expect.poll(() => statuses(handler)).toEqual(["done"]);
  await expect.poll(() => statuses(found)).toEqual(["done"]);
});

test("what nobody published is published by the next tick", async () => {
  const handler = await publish({ kind: "failure", workflowId: null });
  await fail(await publish({ kind: "manual" }));
  const { owner } = stack.database;
  const [run] = await runsOf(handler);
  await owner`update private.outbox set created_at = now() - interval '1 minute'`;

  await deliver(stack, "jobs", { body: { task: "tick" } });

  await expect
    .poll(async () => (await runsOf(handler)).map(({ id, status }) => ({ id, status })))
    .toEqual([{ id: run?.id, status: "done" }]);
});
