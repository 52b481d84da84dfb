import { expect, test } from "vitest";
import { checkDraft } from "./check-draft.ts";
import type { Draft } from "./draft.ts";

const FACTS = { now: 0, workflowId: "01890a5d-ac96-774b-bcce-b302099a8057" };
const MAIL = {
  connector: "resend",
  action: "send-mail",
  settings: { from: "", to: "a@example.com", subject: "Hi" },
};
const draft = (trigger: object, ...steps: object[]) => ({ version: 1, trigger, steps }) as unknown as Draft;
const placesOf = (one: Draft) => checkDraft(one, FACTS).errors.map(({ place }) => place);

test("everything that is missing is told at once, whichever of the checks finds it", () => {
  const found = checkDraft(
    draft(
      { kind: "file", match: "glob", pattern: "", ops: ["created"] },
      { id: "call", kind: "http", with: { url: "" }, next: "run" },
      { id: "run", kind: "call-workflow", with: { workflowId: "" }, next: "mail" },
      { id: "mail", kind: "connector", with: MAIL },
    ),
    FACTS,
  );

  expect(found.errors.map(({ place }) => place)).toEqual([
    "trigger.pattern",
    "steps.0.with.url",
    "steps.1.with.workflowId",
    "steps.2.with.settings.from",
  ]);
  expect(found.warnings.map(({ place }) => place)).toEqual(["steps.2.with.connectionId"]);
});

test("what stands in for an empty field is never told of, and the draft stays as it was", () => {
  const one = draft({ kind: "manual" }, { id: "sum", kind: "transform", with: { expression: "" } });
  const before = JSON.stringify(one);

  expect(placesOf(one)).toEqual(["steps.0.with.expression"]);
  expect(JSON.stringify(one)).toBe(before);
});

test("a draft without a step may be saved", () => {
  expect(placesOf(draft({ kind: "manual" }))).toEqual([]);
});

test("a pasted secret is warned of where it stands, which keeps nobody from saving", () => {
  const headers = { Authorization: "Bearer canary1234567890abcd" };
  const one = draft(
    { kind: "manual" },
    { id: "call", kind: "http", with: { url: "https://example.com", headers } },
  );

  expect(checkDraft(one, FACTS)).toEqual({
    errors: [],
    warnings: [
      {
        place: "steps.0.with.headers.Authorization",
        message: "This looks like a secret: keep it in a connection, where nobody can read it.",
        severity: "warning",
      },
    ],
  });
});
