import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createApi } from "../api/api.ts";
import { type AccountStack, startAccountStack } from "../testing/account-stack.ts";
import { addPerson, type Person } from "../testing/database.ts";
import { publishAs } from "../testing/publish-as.ts";

let stack: AccountStack;
let api: ReturnType<typeof createApi>;
let person: Person;
let told = 0;

beforeAll(async () => {
  stack = await startAccountStack();
  api = createApi(stack.env);
});
afterAll(async () => {
  await api?.stop();
  await stack?.stop();
});
beforeEach(async () => {
  person = await addPerson(stack.platform.sql);
});

const tell = (kind: string, title: string) =>
  stack.platform.sql`
    insert into public.notifications (org_id, user_id, kind, title, body, dedupe_key)
    values (${person.orgId}, ${person.userId}, ${kind}, ${title}, 'It said: <b>500</b>', ${`test ${told++}`})`;
const set = (settings: object) =>
  stack.platform.sql`
    update public.notification_settings set ${stack.platform.sql(settings)} where user_id = ${person.userId}`;
const mailsToThem = async () =>
  (await stack.mails()).filter(({ to }) => to === `${person.userId}@example.com`);

async function ask(
  body: object,
  place: "unsubscribe" | "approvals" = "unsubscribe",
): Promise<{ status: number; body: unknown }> {
  const response = await api.fetch(
    new Request(`${stack.env.FLOYO_FUNCTIONS_URL}/api/${place}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  );
  return { status: response.status, body: await response.json() };
}

test("a digest that is due is sent once, however many ticks see it, and says what is unread", async () => {
  await tell("run_failed", "Invoices failed");
  await tell("message", "Read already");
  await stack.platform.sql`update public.notifications set read_at = now() where title = 'Read already'`;
  await set({ digest: "daily", hour: 8 });
  await set({ digest_at: new Date(Date.now() - 60_000) });

  await Promise.all([stack.run("tick"), stack.run("tick"), stack.run("tick")]);
  await stack.runOutbox();
  await stack.run("tick");
  await stack.runOutbox();

  const [mail, ...more] = await mailsToThem();
  expect(more).toEqual([]);
  expect(mail).toMatchObject({ subject: "One thing to look at" });
  expect(mail?.text).toContain("Invoices failed");
  expect(mail?.text).not.toContain("Read already");
  expect(mail?.html).toContain("&lt;b&gt;500&lt;/b&gt;");
  expect(mail?.unsubscribe).toMatchObject({
    HeaderPost: "List-Unsubscribe=One-Click",
    Links: [expect.stringMatching(/^http:\/\/127\.0\.0\.1:3000\/unsubscribe\?token=/)],
  });
});

test("a digest of nothing, and one that was stopped between its time and its sending, is not sent", async () => {
  await set({ digest_at: new Date(Date.now() - 60_000) });
  await stack.run("tick");
  expect(await stack.runOutbox()).toEqual([]);
  await tell("message", "Later");
  await set({ digest_at: new Date(Date.now() - 60_000) });
  await stack.run("tick");
  await set({ digest: "off" });

  expect(await stack.runOutbox()).toEqual(["mail done"]);

  expect(await mailsToThem()).toEqual([]);
});

test("the digest comes at the person's own hour before and after the clocks change", async () => {
  const { sql } = stack.platform;
  await sql`update public.profiles set time_zone = 'Europe/Zurich' where user_id = ${person.userId}`;
  const dueAt = async (clock: string) => {
    const [row] = await sql<{ at: Date }[]>`
      select private.next_digest(profiles.time_zone, 'daily', 1, settings.hour, ${clock}) as at
      from public.notification_settings as settings
      join public.profiles on profiles.user_id = settings.user_id
      where settings.user_id = ${person.userId}`;
    return row?.at.toISOString();
  };

  expect(await dueAt("2027-03-27T06:00:00Z")).toBe("2027-03-27T07:00:00.000Z");
  expect(await dueAt("2027-03-27T07:00:00Z")).toBe("2027-03-28T06:00:00.000Z");
  expect(await dueAt("2027-10-30T06:00:00Z")).toBe("2027-10-31T07:00:00.000Z");
});

test("a paused workflow is mailed at once, once; its link stops these mails alone, and a forged one nothing", async () => {
  await tell("workflow_paused", "Invoices was paused");
  await stack.runOutbox();
  const [mail] = await mailsToThem();
  expect(mail).toMatchObject({ subject: "Invoices was paused" });
  const token = new URL(mail?.unsubscribe.Links[0] ?? "").searchParams.get("token") ?? "";

  const forged = token.replace(".workflow_paused.", ".digest.");
  expect(await ask({ token: forged, stops: true })).toMatchObject({ status: 404 });
  expect(await ask({ token: `${token}x`, stops: true })).toMatchObject({ status: 404 });
  expect(await ask({ token, stops: false })).toEqual({ status: 200, body: { list: "workflow_paused" } });
  await tell("workflow_paused", "Paused again");
  await stack.runOutbox();
  expect(await mailsToThem()).toHaveLength(2);
  expect(await ask({ token, stops: true })).toMatchObject({ status: 200 });
  expect(await ask({ token, stops: true })).toMatchObject({ status: 200 });
  await tell("workflow_paused", "Not mailed");
  await stack.runOutbox();

  expect(await mailsToThem()).toHaveLength(2);
  const [settings] = await stack.platform.sql`
    select digest from public.notification_settings where user_id = ${person.userId}`;
  expect(settings).toEqual({ digest: "weekly" });
});

test("what a run asks is mailed to whoever may answer, and of two answers by its link one counts", async () => {
  const { sql } = stack.platform;
  const workflow = await publishAs(sql, person, {
    version: 1,
    trigger: { kind: "manual" },
    steps: [{ id: "ask", kind: "approval", with: { message: "Pay 42?" } }],
  });
  const [run] = await sql<{ id: string }[]>`
    insert into public.runs (org_id, workflow_id, workflow_version, trigger, status, waits_for)
    values (${person.orgId}, ${workflow}, 1, '{"kind": "manual"}', 'waiting', 'approval') returning id`;
  await sql`
    insert into public.run_steps (org_id, run_id, key, place, step_id, kind, status, input, started_at, due_at)
    values (
      ${person.orgId}, ${run?.id ?? ""}, 'ask', 0, 'ask', 'approval', 'waiting', '{"message": "Pay 42?"}', now(),
      now() + interval '1 hour'
    )`;
  await stack.runOutbox();
  const [mail] = await mailsToThem();
  expect(mail?.text).toContain("Pay 42?");
  const token = /\/approve\?token=(\S+)/.exec(mail?.text ?? "")?.[1] ?? "";

  expect(await ask({ token, approved: null }, "approvals")).toMatchObject({
    status: 200,
    body: { state: "open", message: "Pay 42?", runId: run?.id },
  });
  const answers = await Promise.all([true, false].map((approved) => ask({ token, approved }, "approvals")));

  const states = answers.map(({ body }) => (body as { state: string }).state);
  expect(states.filter((state) => state === "over")).toHaveLength(1);
  const forged = `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`;
  expect(await ask({ token: forged, approved: true }, "approvals")).toMatchObject({ status: 404 });
  const [step] = await sql`select status, output from public.run_steps where run_id = ${run?.id ?? ""}`;
  expect(step).toMatchObject({ status: "done", output: { by: person.userId } });
  // The queue is away here: what the run owes waits for the next tick.
  await sql`delete from private.outbox where topic = 'run' and user_id = ${person.userId}`;
});
