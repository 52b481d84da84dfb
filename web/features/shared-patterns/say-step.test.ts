import { expect, test } from "vitest";
import { saySteps } from "./say-step.ts";

const download = { op: "downloaded", extension: "csv", placeholders: ["date", "date", "number"] };
const change = { op: "modified", extension: null, placeholders: [] };

test("says the steps in their order, without a name", () => {
  expect(saySteps([download, change], true)).toBe(
    "A .csv with a date and a number in its name is downloaded, then a file is changed",
  );
});

test("says companions without an order, and an unknown operation by its own word", () => {
  expect(saySteps([change, { op: "folded", extension: "md", placeholders: ["files"] }], false)).toBe(
    "A file is changed and a .md folded",
  );
});
