import { expect, test } from "vitest";
import { WorkflowDefinition } from "./definition.ts";
import { draftFromSuggestion } from "./draft-from-suggestion.ts";

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
    ops: ["downloaded"],
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
