import { expect, test } from "vitest";
import { CONNECTORS, findAction, findConnector } from "./connectors.ts";
import { secretsOf } from "./secrets-of.ts";

test("keys of connectors and of their actions are unique", () => {
  const keys = CONNECTORS.map(({ key }) => key);
  const actions = CONNECTORS.flatMap(({ key, actions }) => actions.map((action) => `${key} ${action.key}`));

  expect(new Set(keys).size).toBe(keys.length);
  expect(new Set(actions).size).toBe(actions.length);
});

test("each form asks for what its schema has, and for something secret", () => {
  for (const { key, form } of CONNECTORS) {
    const asked = form.map(({ field }) => field);

    expect(new Set(asked).size, key).toBe(asked.length);
    expect(
      form.some(({ input }) => input === "secret" || input === "long-secret"),
      key,
    ).toBe(true);
  }
});

test("each action's form names fields of its input, all those that must be given among them", () => {
  for (const { key, actions } of CONNECTORS) {
    for (const { key: actionKey, input, form } of actions) {
      const missing = input.safeParse({}).error?.issues.map(({ path }) => String(path[0])) ?? [];
      const asked = form.map(({ field }) => field);

      expect(
        missing.filter((field) => !asked.includes(field)),
        `${key} ${actionKey}`,
      ).toEqual([]);
    }
  }
});

test("only what reads is said to read", () => {
  const reads = CONNECTORS.flatMap(({ key, actions }) =>
    actions.filter(({ isRead }) => isRead).map((action) => `${key} ${action.key}`),
  );

  expect(reads).toEqual(["google-sheets read-rows", "s3 get-object"]);
});

test("a credential passes again as it was stored", () => {
  const s3 = findConnector("s3");
  const given = {
    endpoint: "https://s3.example.com/",
    region: "eu",
    bucket: "books",
    accessKeyId: "id",
    secretAccessKey: "very secret",
  };

  const once = s3?.credential.parse(given) as Record<string, unknown>;

  expect(s3?.credential.parse(once)).toEqual(once);
  expect(secretsOf("s3", once)).toEqual(["very secret"]);
});

test.each(["fax", "__proto__", "constructor"])("there is no connector %s", (key) => {
  expect(findConnector(key)).toBeNull();
  expect(findAction(key, "send")).toBeNull();
});
