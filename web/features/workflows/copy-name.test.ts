import { expect, test } from "vitest";
import { copyName } from "./copy-name.ts";

test.each([
  ["Invoices", "Invoices (copy)"],
  ["Invoices (copy)", "Invoices (copy) (copy)"],
  ["a".repeat(120), `${"a".repeat(113)} (copy)`],
  [`${"a".repeat(112)}📄${"b".repeat(6)}`, `${"a".repeat(112)} (copy)`],
])("the copy of %s is called %s", (name, copy) => {
  expect(copyName(name)).toBe(copy);
  expect(copyName(name).length).toBeLessThanOrEqual(120);
});
