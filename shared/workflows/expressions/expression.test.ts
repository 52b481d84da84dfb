import { describe, expect, test } from "vitest";
import { DELIVERY_UNITS, unitsOnly } from "./budget.ts";
import { type EvaluateOptions, ExpressionError, evaluateExpression } from "./expression.ts";

const NOW = Date.UTC(2026, 10, 25, 9, 30);
const options = (): EvaluateOptions => ({ now: NOW, budget: unitsOnly(DELIVERY_UNITS) });
const evaluate = (source: string, data: object = {}) => evaluateExpression(source, data, options());
const failure = async (source: string, data: object = {}): Promise<ExpressionError> => {
  try {
    const value = await evaluate(source, data);
    throw new Error(`gave ${JSON.stringify(value)}`);
  } catch (cause) {
    if (cause instanceof ExpressionError) return cause;
    throw cause;
  }
};

describe("what expressions give", () => {
  test.each([
    ["input.lines.price", { input: { lines: [{ price: 2 }, { price: 3 }] } }, [2, 3]],
    ["$sum(input.lines.price)", { input: { lines: [{ price: 2 }, { price: 3 }] } }, 5],
    ["input.amount > 100 ? 'big' : 'small'", { input: { amount: 7 } }, "small"],
    ["$now()", {}, "2026-11-25T09:30:00.000Z"],
    ["$now('[Y0001]-[M01]-[D01]')", {}, "2026-11-25"],
    ["$millis()", {}, NOW],
    ["input.name.$pad(5, '.')", { input: { name: "ab" } }, "ab..."],
    ["$join(['a', 'b'], '-')", {}, "a-b"],
    ["$string({'a': 1.1})", {}, '{"a":1.1}'],
    ["$match(input, /([a-z]+)-(\\d+)/i).groups", { input: "Invoice-42" }, ["Invoice", "42"]],
    ["$replace('2026-11-25', /(\\d+)-(\\d+)-(\\d+)/, '$3.$2.$1')", {}, "25.11.2026"],
    ["$split('a1b22c', /\\d+/)", {}, ["a", "b", "c"]],
    ["[1..5]", {}, [1, 2, 3, 4, 5]],
    ["($f := function($n) { $n < 2 ? 1 : $n * $f($n - 1) }; $f(10))", {}, 3_628_800],
    ["input.nothing", { input: {} }, undefined],
    ["input.nothing ?? 'else'", { input: {} }, "else"],
  ])("%s", async (source, data, expected) => {
    expect(await evaluate(source, data as object)).toEqual(expected);
  });

  test("two at once each have their own time and budget", async () => {
    const [first, second] = await Promise.all(
      [1, 2].map((now) => evaluateExpression("$millis()", {}, { now, budget: unitsOnly(1000) })),
    );

    expect([first, second]).toEqual([1, 2]);
  });
});

describe("what does not come to an end is stopped", () => {
  test.each([
    "($f := function() { $f() }; $f())",
    "($f := function($n) { $n + $f($n) }; $f(1))",
    "$map([1..50000], function($i) { $map([1..50000], function($j) { $i * $j }) })",
    "$map([1..50000], function($i) { $count($map([1..50000], $string)) })",
    "$reduce([1..50000], function($a, $b) { $sum([1..50000]) })",
    "($y := function($f) { $f($f) }; $y($y))",
  ])("%s", async (source) => {
    expect((await failure(source)).code).toBe("too_much_work");
  });

  test("by the delivery's own limit of time, too", async () => {
    let asked = 0;
    const budget = { units: DELIVERY_UNITS, isOver: () => ++asked > 50 };

    await expect(
      evaluateExpression("$map([1..1000], function($i) { $i })", {}, { now: NOW, budget }),
    ).rejects.toMatchObject({ code: "too_much_work" });
  });

  test("and what it cost is taken from the delivery", async () => {
    const budget = unitsOnly(DELIVERY_UNITS);

    await evaluateExpression("$map([1..1000], function($i) { $i })", {}, { now: NOW, budget });

    expect(budget.units).toBeLessThan(DELIVERY_UNITS - 1000);
    expect(budget.units).toBeGreaterThan(DELIVERY_UNITS - 10_000);
  });

  test("a regular expression that would backtrack for ever answers at once", async () => {
    const text = `${"a".repeat(50_000)}!`;

    expect(await evaluate("$contains(input, /^(a+)+$/)", { input: text })).toBe(false);
  });
});

describe("what grows without end is refused", () => {
  test.each([
    "[1..10000000]",
    "$reduce([1..40], function($a, $b) { $a & $a }, 'xxxxxxxxxx')",
    "$reduce([1..40], function($a, $b) { {'l': $a, 'r': $a} }, {})",
    "$string($reduce([1..40], function($a, $b) { {'l': $a, 'r': $a} }, {}))",
    "$pad('', 1000000000)",
    "$join($map([1..2000], function($i) { $pad('', 1000) }))",
    "$replace($pad('', 100000), ' ', $pad('', 100000))",
  ])("%s", async (source) => {
    expect(["too_large", "failed", "too_much_work"]).toContain((await failure(source)).code);
  });
});

describe("prototypes, code and chance are out of reach", () => {
  test.each([
    "input.constructor",
    "input.__proto__",
    "input.toString",
    "$lookup(input, 'constructor')",
    "$$.constructor.constructor",
    "input.list.constructor",
    "'text'.constructor",
    "$keys.constructor",
  ])("%s finds nothing", async (source) => {
    expect(await evaluate(source, { input: { list: [1] } })).toBeUndefined();
  });

  test("writing to a prototype changes nothing else", async () => {
    await evaluate("{'__proto__': {'owned': true}}").catch(() => {});
    await evaluate("input ~> |$|{'__proto__': {'owned': true}}|", { input: { a: 1 } }).catch(() => {});
    await evaluate("$merge([{'__proto__': {'owned': true}}])").catch(() => {});

    expect(({} as { owned?: boolean }).owned).toBeUndefined();
  });

  test.each(["$eval('1')", "$random()", "$shuffle([1, 2])", "($e := $eval; $e('1'))"])(
    "%s",
    async (source) => {
      expect(await failure(source)).toMatchObject({ code: "syntax" });
    },
  );

  test("data are not changed", async () => {
    const data = { input: { list: [3, 1, 2], deep: { a: 1 } } };
    const before = JSON.stringify(data);

    await evaluate("$sort(input.list) ~> $append(1)", data);
    await evaluate("input ~> |deep|{'a': 2}|", data);

    expect(JSON.stringify(data)).toBe(before);
  });
});

describe("reasons are clear", () => {
  test.each([
    ["1 / 0", "failed", /divides by zero/],
    ["10 % 0", "failed", /divides by zero|number/i],
    ["input.", "syntax", /end of expression/i],
    ["$nosuch(1)", "failed", /function/i],
    ["'a' + 1", "failed", /number/i],
    ["function($x) { $x }", "not_a_value", /function/],
    ["$match('a', /(?=a)/)", "syntax", /cannot be used here/],
    ["$number('abc')", "failed", /number/i],
  ])("%s", async (source, code, message) => {
    const error = await failure(source);

    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });

  test("with the position", async () => {
    expect((await failure("input.amount + (3 /")).position).toBeGreaterThan(10);
  });
});
