import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { deliver } from "../testing/deliver.ts";
import { openRunStage, type RunStage } from "./testing/run-stage.ts";

let stage: RunStage;
beforeAll(async () => {
  stage = await openRunStage();
});
afterAll(() => stage?.stop());
beforeEach(() => stage.begin());

const resume = (runId: string, key: string | null = null) =>
  stage.asPerson((sql) => sql`select public.resume_run(${runId}, ${key}) as answer`);
/** What came to the receiver, without the run's id. */
const sent = (runId: string) => stage.received.map(({ key }) => key.replace(`${runId}/`, ""));
const refused = { status: 422 };

describe("a loop", () => {
  const loop = (rest: object = {}) => [
    { id: "each", kind: "for-each", with: { items: "[1..3]", body: "send" }, next: "last" },
    stage.post("send", rest),
    stage.post("last"),
  ];

  test("that is done goes on with the round of the step that is done anew, once", async () => {
    stage.respond = (count) => (count === 4 ? refused : { status: 200 });
    const runId = await stage.aRun(loop(), { name: "ana" });
    await stage.bring(runId);
    expect(await stage.run(runId)).toMatchObject({ status: "failed", error: { step: "last" } });
    stage.received.length = 0;
    stage.respond = () => ({ status: 200 });

    await resume(runId, "each[1].send");
    await stage.bring(runId);

    expect(await stage.run(runId)).toMatchObject({ status: "done" });
    expect(sent(runId)).toEqual(["each[1].send/1", "each[2].send/1", "last/1"]);
    expect(await stage.steps(runId)).toEqual([
      "each done",
      "each[0].send done",
      "each[1].send done",
      "each[2].send done",
      "last done",
    ]);
  });

  test("within a loop: the outer one goes on, too", async () => {
    stage.respond = (count) => (count === 5 ? refused : { status: 200 });
    const runId = await stage.aRun(
      [
        { id: "outer", kind: "for-each", with: { items: "[1..2]", body: "inner" }, next: "last" },
        { id: "inner", kind: "for-each", with: { items: "[1..2]", body: "send" } },
        stage.post("send"),
        stage.post("last"),
      ],
      { name: "ana" },
    );
    await stage.bring(runId);
    stage.received.length = 0;
    stage.respond = () => ({ status: 200 });

    await resume(runId, "outer[0].inner[1].send");
    await stage.bring(runId);

    expect(await stage.run(runId)).toMatchObject({ status: "done" });
    const anew = ["outer[0].inner[1].send", "outer[1].inner[0].send", "outer[1].inner[1].send", "last"];
    expect(sent(runId)).toEqual(anew.map((key) => `${key}/1`));
  });

  test("of which a round is tried again, fails and is resumed does the rounds before it once", async () => {
    stage.respond = (count) => (count === 1 ? { status: 200 } : { status: 503 });
    const runId = await stage.aRun(loop({ retry: { tries: 1 } }), { name: "ana" });
    await stage.bring(runId);
    await stage.passTime(runId);
    await stage.bring(runId);
    expect(await stage.run(runId)).toMatchObject({ status: "failed", error: { step: "each[1].send" } });
    stage.respond = () => ({ status: 200 });

    await resume(runId);
    await stage.bring(runId);

    expect(await stage.run(runId)).toMatchObject({ status: "done" });
    expect(sent(runId)).toEqual(["each[0].send", ...Array(3).fill("each[1].send"), "each[2].send", "last"]);
    expect((await stage.steps(runId))[0]).toBe("each done");
  });

  test("of a run that is replayed is another run's: all its rounds are done there", async () => {
    stage.respond = (count) => (count === 2 ? refused : { status: 200 });
    const runId = await stage.aRun(loop(), { name: "ana" });
    await stage.bring(runId);
    const replay = await stage.asPerson((sql) => sql`select public.replay_runs('failed') as answer`);
    const [owed] = await stage.owner`select id from private.outbox where dedupe_key = ${`replay:${replay}`}`;
    stage.received.length = 0;
    stage.respond = () => ({ status: 200 });

    await deliver(stage.stack, "jobs", { body: { outboxId: Number(owed?.id) } });
    const again = async () =>
      (await stage.owner`select id, status from public.runs where retry_of = ${runId}`)[0];

    await expect.poll(async () => (await again())?.status, { timeout: 20_000 }).toBe("done");
    const againId = String((await again())?.id);
    expect(sent(againId)).toEqual(["each[0].send", "each[1].send", "each[2].send", "last"]);
    expect(await stage.run(runId)).toMatchObject({ status: "failed" });
  });
});

test("a failure that was gone past stays one, and is not repeated out of its order", async () => {
  stage.respond = (count) => (count === 2 ? { status: 200 } : refused);
  const runId = await stage.aRun(
    [
      stage.post("optional", { onError: { do: "go-on" }, next: "first" }),
      stage.post("first", { next: "last" }),
      stage.post("last"),
    ],
    { name: "ana" },
  );
  await stage.bring(runId);
  expect(await stage.run(runId)).toMatchObject({ status: "failed", error: { step: "last" } });
  stage.respond = () => ({ status: 200 });

  await resume(runId);
  await stage.bring(runId);

  expect(sent(runId)).toEqual(["optional", "first", "last", "last"]);
  expect(await stage.steps(runId)).toEqual(["optional failed", "first done", "last done"]);
});

describe("a called workflow", () => {
  const caller = (workflowId: string, rest: object = {}) => [
    { id: "ask", kind: "call-workflow", with: { workflowId, ...rest }, next: "end" },
    { id: "end", kind: "transform", with: { expression: "steps.ask" } },
  ];
  const called = (runId: string) =>
    stage.owner<{ id: string; status: string }[]>`
      select id, status from public.runs where parent_id = ${runId} order by created_at`;
  /** The queue brings the called run, and its end the caller. */
  const endsAs = (runId: string, status: string) =>
    expect.poll(async () => (await stage.run(runId))?.status, { timeout: 20_000 }).toBe(status);

  test("that fails fails its caller, and is called anew when that is resumed", async () => {
    stage.respond = () => refused;
    const child = await stage.publish([stage.post("send")]);
    const runId = await stage.aRun(caller(child, { input: { name: "ana" } }));
    await stage.bring(runId);
    await endsAs(runId, "failed");
    expect(await stage.run(runId)).toMatchObject({ error: { step: "ask", status: 422 } });
    stage.respond = () => ({ status: 200 });

    await resume(runId);
    await stage.bring(runId);

    await endsAs(runId, "done");
    expect((await called(runId)).map(({ status }) => status)).toEqual(["failed", "done"]);
  });

  test("that nobody waits for goes its way, and its caller ends with its id", async () => {
    const child = await stage.publish([{ id: "rest", kind: "delay", with: { seconds: 3600 } }]);
    const runId = await stage.aRun(caller(child, { waits: false }));

    await stage.bring(runId);

    const [{ id } = { id: "" }] = await called(runId);
    expect(await stage.run(runId)).toMatchObject({ status: "done", output: { run: id } });
    await endsAs(id, "waiting");
  });

  test("that calls itself by another ends ten deep, with a message that says so", async () => {
    const [ping, pong] = [
      await stage.publish(caller(crypto.randomUUID())),
      await stage.publish(caller(crypto.randomUUID())),
    ];
    for (const [from, to] of [
      [ping, pong],
      [pong, ping],
    ] as const) {
      const definition = { version: 1, trigger: { kind: "manual" }, steps: caller(to) };
      await stage.owner`
        insert into public.workflow_versions (org_id, workflow_id, number, definition)
        values (${stage.person().orgId}, ${from}, 2, ${stage.owner.json(definition as never)})`;
      await stage.owner`update public.workflows set published_version = 2 where id = ${from}`;
    }
    const runId = await stage.start(ping);

    await stage.bring(runId);

    await endsAs(runId, "failed");
    const runs = await stage.owner`
      select status, error ->> 'message' as message from public.runs
      where workflow_id in (${ping}, ${pong}) order by created_at desc`;
    expect(runs).toHaveLength(10);
    expect(runs.every(({ status }) => status === "failed")).toBe(true);
    expect(runs[0]?.message).toMatch(/ten deep/);
  });
});

test("a run that waits ends at its own limit, and has it anew once it is resumed", async () => {
  const child = await stage.publish([{ id: "rest", kind: "delay", with: { seconds: 3600 } }]);
  const limits = { limits: { runSeconds: 60 } };
  const runs = [
    await stage.aRun([{ id: "ask", kind: "approval", with: { message: "Pay?" } }], {}, limits),
    await stage.aRun([{ id: "ask", kind: "call-workflow", with: { workflowId: child } }], {}, limits),
  ];

  for (const runId of runs) {
    await stage.bring(runId);
    const [owed] = await stage.owner`
      select extract(epoch from runs.wake_at - runs.started_at)::float8 as seconds, outbox.due_at = runs.wake_at as is_owed
      from public.runs join private.outbox on outbox.dedupe_key = 'run:' || runs.id and outbox.done_at is null
      where runs.id = ${runId}`;
    expect(owed?.is_owed).toBe(true);
    expect(owed?.seconds).toBeCloseTo(60, 1);
    await stage.owner`update public.runs set started_at = now() - interval '61 seconds' where id = ${runId}`;
    await stage.bring(runId);

    expect(await stage.run(runId)).toMatchObject({ status: "failed", error: { code: "run_timeout" } });
    expect(await stage.steps(runId)).toEqual(["ask cancelled"]);
    await resume(runId);
    await stage.bring(runId);
    expect(await stage.run(runId)).toMatchObject({ status: "waiting" });
    expect(await stage.steps(runId)).toEqual(["ask waiting"]);
  }
});

test("a call that gets no answer within `timeoutSeconds` is not repeated by itself", async () => {
  stage.respond = () => null;
  const runId = await stage.aRun([stage.post("send", { timeoutSeconds: 1, retry: { tries: 3 } })], {
    name: "ana",
  });

  await stage.bring(runId);

  expect(await stage.run(runId)).toMatchObject({
    status: "unknown",
    error: { code: "timed_out", step: "send" },
  });
  expect(sent(runId)).toEqual(["send"]);
});
