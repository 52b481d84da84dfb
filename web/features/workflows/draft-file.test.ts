import { TEMPLATES } from "@floyo/shared/workflows/templates/templates.ts";
import { expect, test } from "vitest";
import type { Draft } from "./draft.ts";
import { fromFile, toFile } from "./draft-file.ts";
import { addStep, emptyDraft } from "./draft-steps.ts";
import { DraftRow } from "./rows.ts";

test("a workflow is the same after it was exported and imported", async () => {
  const { draft } = addStep(emptyDraft(), "http", -1);

  expect(await fromFile(toFile("Monday export", draft).text)).toEqual({ name: "Monday export", draft });
});

test.each(TEMPLATES.map((template) => [template.key, template] as const))(
  "%s is whole after it was exported and imported",
  async (_key, { name, definition }) => {
    const draft = DraftRow.parse(JSON.parse(JSON.stringify(definition)));

    const { text, leftOut } = toFile(name, draft);

    expect(leftOut).toEqual([]);
    expect(await fromFile(text)).toEqual({ name, draft });
  },
);

const TOKEN = "canary1234567890abcd";

test("what looks like a secret is not in the file, and it is said where it was", async () => {
  const call = {
    id: "call",
    kind: "http",
    name: "Call the bank",
    with: {
      url: `https://bank.example.com/v1?access_token=${TOKEN}&page=2`,
      headers: { "X-Api-Key": TOKEN, Authorization: `Bearer ${TOKEN}`, accept: "text/csv" },
      body: { token: "{{ input.token }}", list: [`see sk_live_${TOKEN}`] },
    },
  };
  const tell = { id: "tell", kind: "notify", with: { message: `https://hooks.slack.com/services/${TOKEN}` } };
  const key = `-----BEGIN RSA PRIVATE KEY-----\n${TOKEN}\n-----END RSA PRIVATE KEY-----`;
  const draft = { ...emptyDraft(), steps: [call, tell], notes: `a ${key} b` } as Draft;

  const { text, leftOut } = toFile("Ask the bank", draft);

  expect(text).not.toContain(TOKEN);
  expect(leftOut).toEqual([
    "Call the bank: url",
    "Call the bank: headers.X-Api-Key",
    "Call the bank: headers.Authorization",
    "Call the bank: body.list.0",
    "Notify: message",
    "notes",
  ]);
  expect((await fromFile(text)).draft).toMatchObject({
    steps: [
      {
        with: {
          url: "https://bank.example.com/v1…&page=2",
          headers: { "X-Api-Key": "", Authorization: "", accept: "text/csv" },
          body: { token: "{{ input.token }}", list: ["see …"] },
        },
      },
      { with: { message: "…" } },
    ],
    notes: "a … b",
  });
});

test("a bare definition, as docs and tools write it, is taken too", async () => {
  expect((await fromFile(JSON.stringify(emptyDraft()))).draft).toEqual(emptyDraft());
});

test.each([
  ["not json", "no JSON"],
  ["[]", "no workflow"],
  ['{"definition": {"version": 2, "trigger": {"kind": "manual"}, "steps": []}}', "no workflow"],
  [" ".repeat(262_145), "larger than 256 KiB"],
])("refuses %s and says why", async (text, why) => {
  await expect(fromFile(text)).rejects.toThrow(why);
});
