import { expect, test } from "vitest";
import { fromFile, toFile } from "./draft-file.ts";
import { addStep, emptyDraft } from "./draft-steps.ts";

test("a workflow is the same after it was exported and imported", async () => {
  const { draft } = addStep(emptyDraft(), "http", -1);

  expect(await fromFile(toFile("Monday export", draft))).toEqual({ name: "Monday export", draft });
});

test("a bare definition, as docs and tools write it, is taken too", async () => {
  expect((await fromFile(JSON.stringify(emptyDraft()))).draft).toEqual(emptyDraft());
});

test.each([
  ["not json", "no JSON"],
  ["[]", "no workflow"],
  ['{"definition": {"version": 2, "trigger": {"kind": "manual"}, "steps": []}}', "no workflow"],
  [" ".repeat(262_145), "larger than 256 KiB"],
])("refuses %s and says why", async (text, why) => {
  await expect(fromFile(text)).rejects.toThrow(why);
});
