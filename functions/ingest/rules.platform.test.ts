import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { EVENT_OPS } from "../../shared/events/event-ops.ts";
import { addPerson, addSource, type Person } from "../testing/database.ts";
import { type Stack, startStack } from "../testing/stack.ts";

let stack: Stack;
let person: Person;
let bearer: string;

beforeAll(async () => {
  stack = await startStack({ timeScale: 0.01 });
});
afterAll(() => stack?.stop());
beforeEach(async () => {
  person = await addPerson(stack.database.owner);
  bearer = await stack.issuer.token(person.userId);
});

async function rulesOf(source: string, { method = "GET", as = bearer } = {}) {
  const response = await stack.ingest.fetch(
    new Request(`http://127.0.0.1/functions/v1/ingest/rules?source=${source}`, {
      method,
      headers: { authorization: `Bearer ${as}` },
    }),
  );
  return { status: response.status, body: await response.json() };
}

test("a source hears what its person lets it send, and that nothing is while it is paused", async () => {
  const { owner } = stack.database;
  const before = await rulesOf(person.sourceId);
  await owner`
    insert into public.privacy_settings (user_id, ops, ignored_paths)
    values (${person.userId}, '{created,modified}', '{Private/,*.key}')`;
  const ruled = await rulesOf(person.sourceId);
  await owner`update public.sources set paused_at = now() where id = ${person.sourceId}`;
  const paused = await rulesOf(person.sourceId);
  const other = await rulesOf(await addSource(owner, person));
  await owner`update public.privacy_settings set paused_at = now() where user_id = ${person.userId}`;
  const all = await rulesOf(await addSource(owner, person));

  const rules = { ops: ["created", "modified"], ignoredPaths: ["Private/", "*.key"], isPaused: false };
  expect(before).toEqual({ status: 200, body: { ops: [...EVENT_OPS], ignoredPaths: [], isPaused: false } });
  expect(ruled).toEqual({ status: 200, body: rules });
  expect(paused.body).toEqual({ ...rules, isPaused: true });
  expect(other.body).toEqual(rules);
  expect(all.body).toEqual({ ...rules, isPaused: true });
});

test("nobody hears another's rules, nor whether there is such a source", async () => {
  const stranger = await addPerson(stack.database.owner);

  const [foreign, unknown] = [await rulesOf(stranger.sourceId), await rulesOf(crypto.randomUUID())];

  expect(foreign.status).toBe(404);
  expect(foreign.body).toEqual(unknown.body);
  expect((await rulesOf("mine")).status).toBe(400);
  expect((await rulesOf(person.sourceId, { method: "POST" })).status).toBe(405);
  expect((await rulesOf(person.sourceId, { as: `flk_${"A".repeat(43)}` })).status).toBe(401);
});
