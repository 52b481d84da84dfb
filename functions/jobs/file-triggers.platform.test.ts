import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { FileEvent } from "../../shared/events/event.ts";
import { anEventNow, envelope, send } from "../testing/batches.ts";
import { addPerson, type Person } from "../testing/database.ts";
import { deliver } from "../testing/deliver.ts";
import { sessionIdOf } from "../testing/issuer.ts";
import { publishAs } from "../testing/publish-as.ts";
import { type Stack, startStack } from "../testing/stack.ts";

let stack: Stack;
let person: Person;

beforeAll(async () => {
  stack = await startStack({ timeScale: 1 });
});
afterAll(() => stack?.stop());
beforeEach(async () => {
  person = await addPerson(stack.database.owner);
});

const onFile = (trigger: object = {}) => ({
  version: 1,
  trigger: {
    kind: "file",
    match: "glob",
    pattern: "Invoices/*.pdf",
    ops: ["created"],
    settleSeconds: 0,
    ...trigger,
  },
  steps: [{ id: "note", kind: "set", with: { values: { path: "{{ trigger.path }}" } } }],
});
const publish = (trigger?: object, by = person) => publishAs(stack.database.owner, by, onFile(trigger));

const aFile = (name: string, fields: Partial<FileEvent> = {}) =>
  anEventNow({ op: "created", path: `Invoices/${name}.pdf`, minutesAgo: 0, ...fields });

async function drop(events: FileEvent[], by = person): Promise<void> {
  const bearer = await stack.issuer.token(by.userId);
  const sent = await send(stack.ingest, { bearer, body: envelope(by.sourceId, events) });
  expect(sent).toMatchObject({ status: 200, body: { accepted: events.length } });
}

const runsOf = (id: string) =>
  stack.database.owner`
    select id, status, trigger, output from public.runs where workflow_id = ${id} order by created_at, id`;
const paths = async (id: string) => (await runsOf(id)).map(({ trigger }) => trigger.path).sort();
/** Messages for files of this person that nobody has worked on yet. */
const owed = () =>
  stack.database.owner<{ id: string }[]>`
    select id from private.outbox where topic = 'files' and user_id = ${person.userId} and done_at is null`;
const isQuiet = () => expect.poll(owed, { timeout: 10_000 }).toEqual([]);

test("a file that fits starts one run, which knows the file; sent again, it starts none", async () => {
  const id = await publish();
  const event = aFile("march");

  await drop([event, aFile("notes", { path: "Notes/notes.md" })]);
  await expect.poll(async () => (await runsOf(id)).map(({ status }) => status)).toEqual(["done"]);
  const bearer = await stack.issuer.token(person.userId);
  await send(stack.ingest, { bearer, body: envelope(person.sourceId, [event]) });
  await isQuiet();

  expect(await runsOf(id)).toMatchObject([
    {
      trigger: {
        kind: "file",
        op: "created",
        path: "Invoices/march.pdf",
        name: "march.pdf",
        folder: "Invoices",
        sourceId: person.sourceId,
        eventId: event.id,
      },
    },
  ]);
});

test("five deliveries of the same message, and another that comes late, start one run", async () => {
  const id = await publish();
  await stack.database.owner`
    insert into private.outbox (topic, user_id)
    select 'files', ${person.userId} from generate_series(1, 5)`;
  await drop([aFile("april")]);
  const messages = await stack.database.owner<{ id: string; attempt: number }[]>`
    select id, attempt from private.outbox where topic = 'files' and user_id = ${person.userId}`;

  await Promise.all(
    messages.flatMap(({ id: outboxId, attempt }) =>
      [1, 2].map(() => deliver(stack, "jobs", { body: { outboxId: Number(outboxId), attempt } })),
    ),
  );

  expect(await paths(id)).toEqual(["Invoices/april.pdf"]);
});

test("of batches that come at the same time no file is lost", async () => {
  const id = await publish();
  const names = Array.from({ length: 12 }, (_, index) => `at-once-${index}`);

  await Promise.all(names.map((name) => drop([aFile(name)])));

  await expect
    .poll(() => paths(id), { timeout: 20_000 })
    .toEqual(names.map((name) => `Invoices/${name}.pdf`).sort());
});

test("changes of one file within the quiet time start one run, with the last of them", async () => {
  const id = await publish({ ops: ["created", "modified"], settleSeconds: 2 });

  await drop([aFile("may")]);
  await drop([aFile("may", { op: "modified", size: 1 }), aFile("june")]);
  const last = aFile("may", { op: "modified", size: 2 });
  await drop([last]);
  expect(await runsOf(id)).toEqual([]);

  await expect.poll(() => paths(id), { timeout: 20_000 }).toEqual(["Invoices/june.pdf", "Invoices/may.pdf"]);
  const may = (await runsOf(id)).find(({ trigger }) => trigger.name === "may.pdf");
  expect(may?.trigger).toMatchObject({ eventId: last.id, op: "modified", size: 2 });
});

test("a file that never comes to rest starts its run at the latest after the longest wait", async () => {
  const id = await publish({ ops: ["created", "modified"], settleSeconds: 30, maxWaitSeconds: 30 });
  await drop([aFile("steady")]);
  const { owner } = stack.database;
  const waiting = () => owner`select id from private.file_matches where workflow_id = ${id}`;
  await expect.poll(async () => (await waiting()).length, { timeout: 10_000 }).toBe(1);
  // As if it had been changing for 28 s: each change begins the quiet time anew, none the longest wait.
  await owner`
    update private.file_matches
    set first_at = first_at - interval '28 seconds', due_at = due_at - interval '20 seconds' where workflow_id = ${id}`;

  await drop([aFile("steady", { op: "modified", size: 1 })]);
  const last = aFile("steady", { op: "modified", size: 2 });
  await drop([last]);

  await expect.poll(async () => (await runsOf(id)).length, { timeout: 8000 }).toBe(1);
  expect((await runsOf(id))[0]?.trigger).toMatchObject({ eventId: last.id, size: 2 });
});

describe("a burst", () => {
  const five = () => Array.from({ length: 5 }, (_, index) => aFile(`burst-${index}`));
  const answer = async (id: string, starts: boolean) => {
    const [held] = await runsOf(id);
    await stack.database.owner.begin(async (sql) => {
      await sql`select set_config('request.jwt.claims', ${JSON.stringify(claimsOf(person))}, true)`;
      await sql`select private.settle_burst(${held?.id}, ${starts})`;
    });
    await deliver(stack, "jobs", { body: { task: "tick" } });
    for (const { id: outboxId } of await owed()) {
      await deliver(stack, "jobs", { body: { outboxId: Number(outboxId) } });
    }
  };

  test("is held in one run, tells its person once, and starts a run for each file when it may", async () => {
    const id = await publish({ holdAt: 4 });
    await drop(five());
    await drop([aFile("burst-late")]);
    await isQuiet();

    expect(await runsOf(id)).toMatchObject([{ status: "held", trigger: { held: true, files: 6 } }]);
    expect(
      await stack.database.owner`select title from public.notifications where user_id = ${person.userId}`,
    ).toHaveLength(1);

    await answer(id, true);
    await expect.poll(async () => (await runsOf(id)).length).toBe(7);
  });

  test("of a hundred files is held where the trigger says nothing of it, one of 99 is not", async () => {
    const id = await publish({ settleSeconds: 5 });
    const files = (count: number, name: string) =>
      Array.from({ length: count }, (_, n) => aFile(`${name}-${n}`));
    const { owner } = stack.database;
    const held = async () => (await runsOf(id)).map(({ status, trigger }) => [status, trigger.files]);
    const waiting = async () =>
      (await owner`select id from private.file_matches where workflow_id = ${id} and held_run is null`)
        .length;

    await drop(files(99, "first"));
    await expect.poll(waiting, { timeout: 10_000 }).toBe(99);
    expect(await held()).toEqual([]);
    await drop(files(1, "last"));
    await expect.poll(held, { timeout: 10_000 }).toEqual([["held", 100]]);

    await answer(id, true);
    await expect.poll(async () => (await runsOf(id)).length, { timeout: 20_000 }).toBe(101);
  });

  test("that is let go starts nothing, and the next single file does", async () => {
    const id = await publish({ holdAt: 4 });
    await drop(five());
    await isQuiet();

    await answer(id, false);

    expect(await runsOf(id)).toMatchObject([{ status: "cancelled" }]);
    await drop([aFile("later")]);
    await expect.poll(async () => (await runsOf(id)).length).toBe(2);
  });
});

test("only files of whoever allowed it start it, and none that came in a pause", async () => {
  const colleague = await addPerson(stack.database.owner);
  const { owner } = stack.database;
  await owner`
    insert into public.memberships (org_id, user_id, role) values (${person.orgId}, ${colleague.userId}, 'editor')`;
  await owner`update public.sources set org_id = ${person.orgId} where id = ${colleague.sourceId}`;
  const id = await publish();

  await drop([aFile("theirs")], colleague);
  await owner`update public.workflows set paused_at = now(), paused_because = 'person' where id = ${id}`;
  await drop([aFile("paused")]);
  await isQuiet();
  await owner`update public.workflows set paused_at = null, paused_because = null where id = ${id}`;
  await drop([aFile("mine")]);

  await expect.poll(() => paths(id)).toEqual(["Invoices/mine.pdf"]);
});

function claimsOf({ userId }: Person): object {
  return { sub: userId, role: "authenticated", aal: "aal1", session_id: sessionIdOf(userId) };
}
