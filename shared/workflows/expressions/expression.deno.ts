// On the runtime that runs workflows in production: the same expressions give the same, and what has no end is stopped.
import { rejects, strictEqual } from "node:assert";
import { evaluateExpression } from "./expression.ts";

const options = { now: 0, budget: { units: 1_000_000, isOver: () => false } };

Deno.test("expressions, their patterns and their clock", async () => {
  strictEqual(
    await evaluateExpression("$match(a, /(\\d+)/).match & $now()", { a: "x42" }, options),
    "421970-01-01T00:00:00.000Z",
  );
});

Deno.test("a loop without end is stopped", async () => {
  await rejects(evaluateExpression("($f := function() { $f() }; $f())", {}, options), {
    code: "too_much_work",
  });
});
