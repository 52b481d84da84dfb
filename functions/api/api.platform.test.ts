import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addPerson, type Person } from "../testing/database.ts";
import { publishAs } from "../testing/publish-as.ts";
import { type Stack, startStack } from "../testing/stack.ts";

let stack: Stack;
let person: Person;

beforeAll(async () => {
  // A queue whose seconds last a quarter of an hour: what is due in half a minute is not delivered while the test looks.
  stack = await startStack({ timeScale: 0.001 });
});
afterAll(() => stack.stop());
beforeEach(async () => {
  person = await addPerson(stack.database.owner);
});

const call = (bearer: string | null, path = "/api/work", method = "POST") =>
  stack.api.fetch(
    new Request(`http://127.0.0.1/functions/v1${path}`, {
      method,
      headers: bearer === null ? {} : { authorization: `Bearer ${bearer}` },
    }),
  );
const owe = (userId: string) =>
  stack.database.owner`
    insert into private.outbox (topic, user_id, due_at) values ('export', ${userId}, now() + interval '30 seconds') returning id`;
const published = async (userId: string) => {
  const rows = await stack.database.owner`
    select published_at is not null as is_published from private.outbox where user_id = ${userId}`;
  return rows.map((row) => row.is_published);
};

test("publishes what the caller's commands owe, once, and nobody else's", async () => {
  const other = await addPerson(stack.database.owner);
  await owe(person.userId);
  await owe(other.userId);
  const bearer = await stack.issuer.token(person.userId);

  const first = await call(bearer);
  const second = await call(bearer);

  expect([await first.json(), await second.json()]).toEqual([{ published: 1 }, { published: 0 }]);
  expect([await published(person.userId), await published(other.userId)]).toEqual([[true], [false]]);
});

test.each([
  ["no token", async () => null, 401],
  ["a key", async () => `flk_${"A".repeat(43)}`, 401],
  ["a token of another project", () => stack.issuer.foreignToken(person.userId), 401],
])("refuses %s", async (_name, bearer, status) => {
  expect((await call(await bearer())).status).toBe(status);
});

test("knows no other path and no other method", async () => {
  const bearer = await stack.issuer.token(person.userId);

  expect((await call(bearer, "/api/other")).status).toBe(404);
  expect((await call(bearer, "/api/work", "GET")).status).toBe(405);
});

test("shows a workflow's copy to whoever has its link, and knows a wrong one, an old one and no token alike", async () => {
  const { owner } = stack.database;
  const definition = { version: 1, trigger: { kind: "manual" }, steps: [] };
  const workflow = await publishAs(owner, person, { ...definition, secret: "of the whole" });
  const [token, old] = ["a".repeat(43), "b".repeat(43)];
  for (const [one, days] of [
    [token, 30],
    [old, -1],
  ] as const) {
    await owner`
      insert into private.workflow_shares (org_id, workflow_id, number, token_hash, name, definition, gaps, expires_at)
      values (
        ${person.orgId}, ${workflow}, 1, sha256(convert_to(${one}, 'UTF8')), 'Orders', ${owner.json(definition)},
        '[{"place": "trigger.pattern", "label": "Which files"}]', now() + make_interval(days => ${days})
      )`;
  }
  const ask = (body: object) =>
    stack.api.fetch(
      new Request("http://127.0.0.1/functions/v1/api/shared", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    );

  const shown = await ask({ token });
  const others = await Promise.all([{ token: old }, { token: "c".repeat(43) }, { token: "c" }, {}].map(ask));

  expect([shown.status, await shown.json()]).toEqual([
    200,
    {
      name: "Orders",
      definition,
      gaps: [{ place: "trigger.pattern", label: "Which files" }],
      until: expect.any(Number),
    },
  ]);
  const answers = await Promise.all(
    others.map(async (one) => [one.status, (await one.json()).error.message]),
  );
  expect(answers).toEqual(Array(4).fill([404, "this link does not work any more"]));
});
