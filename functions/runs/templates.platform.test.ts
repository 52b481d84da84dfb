import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { TEMPLATES } from "../../shared/workflows/templates/templates.ts";
import { testFileTemplates } from "./testing/file-template-cases.ts";
import { testOtherTemplates } from "./testing/other-template-cases.ts";
import { openTemplateStage, type TemplateStage } from "./testing/template-stage.ts";
import { testWatchTemplates } from "./testing/watch-template-cases.ts";

const TODAY = new Date().toISOString().slice(0, 10);

let stage: TemplateStage;

beforeAll(async () => {
  stage = await openTemplateStage([
    ["ana@example.com", "Send the plan", TODAY],
    ["ben@example.com", "Book the room", "2020-01-01"],
    ["cy@example.com", "Call the bank", TODAY],
  ]);
}, 60_000);
afterAll(() => stage?.stop());
afterEach(() => stage.clear());

testFileTemplates(() => stage);
testOtherTemplates(() => stage);
testWatchTemplates(() => stage);

test("no template was left out", () => {
  expect([...stage.played].sort()).toEqual(TEMPLATES.map(({ key }) => key).sort());
});
