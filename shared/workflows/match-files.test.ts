import { describe, expect, test } from "vitest";
import { type FileListener, matchFiles, pathFitter, type SeenFile } from "./match-files.ts";
import { FileTrigger } from "./trigger.ts";

const anEvent = (fields: Partial<SeenFile> = {}): SeenFile => ({
  id: "event",
  sourceId: "downloads",
  op: "created",
  path: "Invoices/march.pdf",
  fromPath: null,
  size: 12,
  at: Date.parse("2026-12-01T09:00:00Z"),
  files: 1,
  ...fields,
});

const aListener = (
  fields: Partial<Omit<FileListener, "trigger">> & { trigger?: object } = {},
): FileListener => ({
  workflowId: "workflow",
  since: 0,
  sources: ["downloads"],
  ...fields,
  trigger: FileTrigger.parse({
    kind: "file",
    match: "glob",
    pattern: "Invoices/*.pdf",
    ops: ["created"],
    ...fields.trigger,
  }),
});

describe("a file starts a workflow", () => {
  test("when its path, operation and source fit, and the run knows the file", () => {
    expect(matchFiles([anEvent()], [aListener()])).toEqual([
      {
        workflowId: "workflow",
        sourceId: "downloads",
        path: "Invoices/march.pdf",
        files: 1,
        settleSeconds: 30,
        maxWaitSeconds: 300,
        event: {
          kind: "file",
          op: "created",
          path: "Invoices/march.pdf",
          name: "march.pdf",
          folder: "Invoices",
          fromPath: null,
          size: 12,
          files: 1,
          sourceId: "downloads",
          eventId: "event",
          at: "2026-12-01T09:00:00.000Z",
        },
      },
    ]);
  });

  test.each([
    ["another operation", { op: "deleted" }],
    ["another folder", { path: "Receipts/march.pdf" }],
    ["another source", { sourceId: "desktop" }],
    ["a time before it was allowed", { at: 999 }],
  ] as const)("but not with %s", (_, fields) => {
    expect(matchFiles([anEvent(fields)], [aListener({ since: 1000 })])).toEqual([]);
  });

  test("once for each workflow that asks", () => {
    const listeners = [aListener(), aListener({ workflowId: "other" })];

    expect(matchFiles([anEvent()], listeners).map(({ workflowId }) => workflowId)).toEqual([
      "workflow",
      "other",
    ]);
  });
});

describe("a path fits", () => {
  test.each([
    ["template", "Downloads/orders-{date}.csv", "Downloads/orders-2026-12-01.csv", true],
    ["template", "Downloads/orders-{date}.csv", "Downloads/orders-final.csv", false],
    ["glob", "*.csv", "deep/down/orders.csv", true],
    ["glob", "Invoices/**/*.pdf", "Invoices/2026/12/a.pdf", true],
    ["glob", "Invoices/*.pdf", "Invoices/2026/a.pdf", false],
    ["glob", "a(b)+.txt", "a(b)+.txt", true],
  ] as const)("%s %s and %s: %s", (match, pattern, path, fits) => {
    expect(pathFitter({ match, pattern })(path)).toBe(fits);
  });
});
