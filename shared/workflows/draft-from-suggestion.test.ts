import { expect, test } from "vitest";
import { checkDefinition } from "./check-definition.ts";
import { WorkflowDefinition } from "./definition.ts";
import { draftFromSuggestion } from "./draft-from-suggestion.ts";
import { fillIn } from "./expressions/template.ts";

const FILE = {
  kind: "file" as const,
  op: "downloaded" as const,
  template: "Downloads/orders-{date}.csv",
  settleSeconds: 30,
};

test("a draft keeps the person's own template, folder and order", () => {
  const { name, definition } = draftFromSuggestion({
    name: "Weekly orders",
    trigger: FILE,
    steps: [
      {
        kind: "connector",
        title: "Upload orders-{date}.csv to Finance/Weekly",
        with: { action: "upload", file: FILE.template, folder: "Finance/Weekly" },
      },
      { kind: "notify", title: "Tell the team", with: { message: "orders-{date}.csv is there" } },
    ],
  });
  const { trigger, steps } = WorkflowDefinition.parse(definition);

  expect(name).toBe("Weekly orders");
  expect(trigger).toMatchObject({
    kind: "file",
    match: "template",
    pattern: FILE.template,
    ops: ["created", "downloaded"],
    settleSeconds: 30,
  });
  expect(steps.map(({ id, kind, next }) => [id, kind, next])).toEqual([
    ["step_1", "approval", "step_2"],
    ["step_2", "notify", null],
  ]);
  expect(steps[0]?.with).toMatchObject({ message: expect.stringContaining("folder: Finance/Weekly") });
  expect(steps[1]?.with).toMatchObject({ title: "Tell the team", message: "orders-{date}.csv is there" });
});

test("a rhythm becomes a schedule in its own zone", () => {
  const { definition } = draftFromSuggestion({
    name: "Monday",
    trigger: {
      kind: "schedule",
      rrule: "FREQ=WEEKLY;BYDAY=MO;BYHOUR=8;BYMINUTE=56",
      timeZone: "Europe/Berlin",
    },
    steps: [{ kind: "open", title: "Open it", with: { file: "a {{b}}.txt" } }],
  });

  expect(WorkflowDefinition.parse(definition).trigger).toMatchObject({
    kind: "schedule",
    rrule: "FREQ=WEEKLY;BYDAY=MO;BYHOUR=8;BYMINUTE=56",
    cron: null,
    timeZone: "Europe/Berlin",
  });
  expect(definition.steps[0]?.with).toMatchObject({
    message: "Open it\nfile: a \\{{b}}.txt\nApprove when it is done.",
  });
});

test("a draft that turns the file into another takes it, reads it and converts it under its own name", async () => {
  const { definition } = draftFromSuggestion({
    name: "Clean orders",
    trigger: FILE,
    steps: [
      { kind: "transform", title: "Clean the table", with: { from: FILE.template } },
      {
        kind: "store-file",
        title: "Write orders-{date}.xlsx",
        with: { to: "Reports/orders-{date}.xlsx" },
      },
      {
        kind: "store-file",
        title: "Put it into Archive",
        with: { from: FILE.template, to: "Archive/a.csv" },
      },
    ],
  });
  const parsed = WorkflowDefinition.parse(definition);

  expect(parsed.steps.map(({ id, kind, next }) => [id, kind, next])).toEqual([
    ["take_file", "file", "step_1"],
    ["step_1", "file", "step_2"],
    ["step_2", "file", "step_3"],
    ["step_3", "approval", null],
  ]);
  expect(parsed.steps[0]?.name).toBe("Take orders-{date}.csv");
  expect(parsed.steps[1]?.with).toMatchObject({ do: "read", file: "{{ steps.take_file.file }}" });
  const convert = parsed.steps.find(({ id }) => id === "step_2");
  if (convert?.kind !== "file") throw new Error("step_2 should convert the file");
  const { name } = convert.with;
  const scope = { trigger: { name: "orders-2026-12-01.csv" } };
  const budget = { units: 100_000, isOver: () => false };
  expect(await fillIn(name, scope, { now: 0, budget, place: "name" })).toBe("orders-2026-12-01.xlsx");
  expect(checkDefinition(definition, { now: 0 }).issues).toEqual([]);
});

test("what cannot be read is left to the person", () => {
  const { definition } = draftFromSuggestion({
    name: "Pictures",
    trigger: { ...FILE, template: "Photos/shot-{number}.png" },
    steps: [{ kind: "transform", title: "Resize", with: { from: "Photos/shot-{number}.png" } }],
  });

  expect(definition.steps.map(({ kind }) => kind)).toEqual(["approval"]);
});
