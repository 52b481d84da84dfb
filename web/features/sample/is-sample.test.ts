import { expect, it } from "vitest";
import { isSampleRoutine } from "./is-sample.ts";

it.each([
  [["Sample/Downloads/orders-{date}.csv", "Sample/Reports/orders-{date}.xlsx"], true],
  [["Sample/Downloads/orders-{date}.csv", "Reports/orders-{date}.xlsx"], false],
  [["Samples/orders.csv"], false],
  [[], false],
])("calls %j a sample: %s", (templates, expected) => {
  expect(isSampleRoutine({ steps: templates.map((template) => ({ template })) })).toBe(expected);
});
