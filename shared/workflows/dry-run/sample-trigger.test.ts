import { expect, it } from "vitest";
import { pathFitter } from "../match-files.ts";
import { sampleInput, samplePath, sampleTrigger } from "./sample-trigger.ts";

const NOW = Date.parse("2026-11-30T09:30:00Z");

it.each([
  ["template", "Reports/sales-{date}.csv"],
  ["template", "Invoices/invoice-{number}.pdf"],
  ["template", "Notes/{file}.md"],
  ["template", "Exports/{files}"],
  ["template", "Plans/plan {version}.docx"],
  ["glob", "Invoices/*.pdf"],
  ["glob", "Scans/**/page-?.png"],
] as const)("an example of the %s %s starts the workflow", (match, pattern) => {
  const path = samplePath({ match, pattern }, new Date(NOW).toISOString());
  expect(path).not.toMatch(/[{}*?]/);
  expect(pathFitter({ match, pattern })(path)).toBe(true);
});

it("answers each question of a form by its type", () => {
  const ask = (
    name: string,
    type: "text" | "number" | "yes-no" | "date" | "choice",
    options: string[] = [],
  ) => ({
    name,
    label: name,
    type,
    required: false,
    options,
    help: "",
  });
  const fields = [
    ask("who", "text"),
    ask("amount", "number"),
    ask("sure", "yes-no"),
    ask("on", "date"),
    ask("way", "choice", ["post", "mail"]),
  ];
  expect(sampleInput({ kind: "manual", fields }, NOW)).toEqual({
    who: "example",
    amount: 1,
    sure: true,
    on: "2026-11-30",
    way: "post",
  });
});

it("says of an example file what a run is told of a real one", () => {
  const sample = sampleTrigger(
    {
      kind: "file",
      match: "glob",
      pattern: "In/*.csv",
      ops: ["moved"],
      sourceId: null,
      settleSeconds: 30,
      maxWaitSeconds: 300,
      holdAt: 100,
    },
    NOW,
  );
  expect(sample).toMatchObject({ kind: "file", op: "moved", path: "In/a.csv", name: "a.csv", folder: "In" });
});
