import { expect, test } from "vitest";
import { unitsOnly } from "./budget.ts";
import { fillIn, templateParts } from "./template.ts";

const data = { input: { name: "Ana", amount: 7, lines: [{ a: 1 }], none: null } };
const fill = (value: Parameters<typeof fillIn>[0]) =>
  fillIn(value, data, { now: 0, budget: unitsOnly(10_000), place: "with" });

test.each([
  ["Hello {{ input.name }}!", "Hello Ana!"],
  ["{{ input.amount }}", 7],
  ["{{ input.lines }}", [{ a: 1 }]],
  ["{{input.amount}} {{ input.lines }}", '7 [{"a":1}]'],
  ["[{{ input.none }}]", "[]"],
  ["{{ {'a': {'b': '}}'}} }}", { a: { b: "}}" } }],
  ["\\{{ not this }}", "{{ not this }}"],
  ["{ plain }", "{ plain }"],
  [{ deep: ["{{ input.name }}", 1, null, true] }, { deep: ["Ana", 1, null, true] }],
])("%j", async (template, expected) => {
  expect(await fill(template)).toEqual(expected);
});

test("a value that is missing is named with its place", async () => {
  await expect(fill({ body: { to: ["{{ input.mail }}"] } })).rejects.toMatchObject({
    code: "missing_value",
    place: "with.body.to.0",
    message: "with.body.to.0: {{ input.mail }} has no value",
  });
});

test("braces that stay open are refused where they open", () => {
  expect(() => templateParts("a {{ input.name")).toThrow(
    expect.objectContaining({ code: "syntax", position: 2 }),
  );
});

test("an expression in text that fails says which and why", async () => {
  await expect(fill("{{ 1 / 0 }} left")).rejects.toThrow(/with: \{\{ 1 \/ 0 \}\}: .*divides by zero/);
});
