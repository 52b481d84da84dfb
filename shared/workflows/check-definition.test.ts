import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkDefinition } from "./check-definition.ts";
import { definitionJsonSchema } from "./json-schema.ts";

const NOW = Date.UTC(2026, 10, 25);
const OWN = "22222222-2222-4222-8222-222222222222";
const check = (steps: unknown[], rest: object = {}) =>
  checkDefinition({ version: 1, trigger: { kind: "manual" }, steps, ...rest }, { now: NOW, workflowId: OWN });
const said = (steps: unknown[], rest: object = {}) =>
  check(steps, rest).issues.map(({ severity, place, code }) => `${severity} ${place} ${code}`);
const set = (id: string, next: string | null = null, values: object = {}) => ({
  id,
  kind: "set",
  next,
  with: { values },
});

test("a sound definition has no issue and its defaults", () => {
  const { definition, issues } = check([set("a", "b"), set("b")]);

  expect(issues).toEqual([]);
  expect(definition?.limits).toEqual({ runSeconds: 2_592_000, concurrency: 10 });
});

test.each([
  ["a cycle", [set("a", "b"), set("b", "a")], "error steps.1.next cycle"],
  ["a step that follows itself", [set("a", "a")], "error steps.0.next cycle"],
  ["an unknown kind", [{ id: "a", kind: "coffee", with: {} }], "error steps.0.kind unknown_kind"],
  ["a way to nowhere", [set("a", "b")], "error steps.0.next dangling"],
  [
    "a step read that is not there",
    [set("a", null, { x: "{{ steps.nope.body }}" })],
    "error steps.0.with.values.x dangling",
  ],
  ["an id given twice", [set("a"), set("a")], "error steps.1.id twice"],
  ["no steps", [], "error steps no_steps"],
  [
    "an expression that cannot be read",
    [{ id: "a", kind: "transform", with: { expression: "1 +" } }],
    "error steps.0.with.expression syntax",
  ],
  ["braces that stay open", [set("a", null, { x: "{{ input" })], "error steps.0.with syntax"],
  [
    "code from data",
    [{ id: "a", kind: "transform", with: { expression: "$eval('1')" } }],
    "error steps.0.with.expression syntax",
  ],
  ["a step nothing leads to", [set("a"), set("b")], "warning steps.1 unreachable"],
  ["a delay without a time", [{ id: "a", kind: "delay", with: {} }], "error steps.0.with invalid"],
  [
    "a call of itself",
    [{ id: "a", kind: "call-workflow", with: { workflowId: OWN } }],
    "error steps.0.with.workflowId calls_itself",
  ],
  ["no address", [{ id: "a", kind: "http", with: { url: "ftp://x" } }], "error steps.0.with.url invalid"],
  [
    "a step in and out of a loop",
    [{ id: "l", kind: "for-each", next: "b", with: { items: "input", body: "b" } }, set("b")],
    "error steps.1 in_and_out",
  ],
  [
    "a pasted secret",
    [
      {
        id: "a",
        kind: "http",
        with: { url: "https://x.example", headers: { Authorization: "Bearer abcdefghijklmnop1234" } },
      },
    ],
    "warning steps.0.with.headers.Authorization secret",
  ],
])("%s is named with its place", (_name, steps, expected) => {
  expect(said(steps)).toContain(expected);
});

test.each([
  ["31 February", { cron: "0 0 31 2 *", timeZone: "Europe/Berlin" }, "error trigger.cron never_due"],
  [
    "31 February as a rule",
    { rrule: "FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=31", timeZone: "Europe/Berlin" },
    "error trigger.rrule never_due",
  ],
  ["a line that is none", { cron: "soon", timeZone: "Europe/Berlin" }, "error trigger.cron invalid"],
  [
    "a zone that is none",
    { cron: "0 9 * * *", timeZone: "Europe/Atlantis" },
    "error trigger.timeZone invalid",
  ],
  ["neither line nor rule", { timeZone: "Europe/Berlin" }, "error trigger invalid"],
])("a schedule of %s", (_name, trigger, expected) => {
  expect(said([set("a")], { trigger: { kind: "schedule", ...trigger } })).toEqual([expected]);
});

test("an unknown trigger, 1 000 steps and 10 MB are refused", () => {
  expect(said([set("a")], { trigger: { kind: "moon" } })).toEqual(["error trigger.kind unknown_kind"]);
  expect(said(Array.from({ length: 1000 }, (_, index) => set(`s${index}`)))).toEqual(["error steps invalid"]);
  expect(said([set("a", null, { x: "x".repeat(10_000_000) })])).toEqual(["error  too_large"]);
});

test("the published JSON Schema is the one of today", () => {
  const written: unknown = JSON.parse(
    readFileSync(new URL("./definition.schema.json", import.meta.url), "utf8"),
  );

  expect(written).toEqual(JSON.parse(JSON.stringify(definitionJsonSchema())));
});
