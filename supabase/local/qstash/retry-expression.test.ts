import { expect, test } from "vitest";
import { compileRetryExpression } from "./retry-expression.ts";

test.each([
  ["1000", 0, 1000],
  ["1000 * (1 + retried)", 2, 3000],
  ["pow(2, retried) * 1000", 3, 8000],
  ["max(1000, pow(2, retried) * 100)", 1, 1000],
  ["max(1000, pow(2, retried) * 100)", 5, 3200],
  ["-2 + 10 / 4 - 1 % 2", 0, -0.5],
  ["floor(sqrt(17)) + ceil(1.2) + round(1.5) + abs(-1) + min(4, 3)", 0, 12],
  ["exp(0)", 0, 1],
])("%s with retried = %i is %d", (expression, retried, expected) => {
  expect(compileRetryExpression(expression)(retried)).toBeCloseTo(expected);
});

test.each([
  ["", "ends too early"],
  ["1 +", "ends too early"],
  ["(1", 'expected ")"'],
  ["1 2", 'unexpected "2"'],
  ["pow(2)", "pow takes 2 values, got 1"],
  ["process.exit()", '"process" is neither'],
  ["constructor(1)", '"constructor" is neither'],
  ["retries", '"retries" is neither'],
  ["1; 2", 'unexpected ";"'],
])("refuses %j", (expression, reason) => {
  expect(() => compileRetryExpression(expression)).toThrow(reason);
});
