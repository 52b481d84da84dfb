import { WorkflowDefinition } from "@floyo/shared/workflows/definition.ts";
import { dryRun } from "@floyo/shared/workflows/dry-run/dry-run.ts";
import { expect, test } from "vitest";
import type { DraftStep } from "../workflows/draft.ts";
import { hasExpressions, previewOf } from "./preview-of.ts";

const NOW = Date.parse("2026-11-30T09:30:00Z");
const INPUT = { amount: 40, due: "2026-12-01T08:00:00Z", lines: [{ price: 4 }, { price: 5 }] };

/** What is said of the first of these steps. */
async function previewed(...steps: object[]) {
  const definition = WorkflowDefinition.parse({ version: 1, trigger: { kind: "manual" }, steps });
  const run = await dryRun(
    definition,
    { trigger: { kind: "manual" }, input: INPUT, outputs: {} },
    { now: NOW },
  );
  const [step] = steps as [DraftStep];
  const tried = run.steps.find(({ stepId }) => stepId === step.id);
  return tried ? previewOf(step, tried, "Europe/Berlin") : null;
}

const branch = (...cases: object[]) => ({ id: "which", kind: "branch", with: { cases } });
const each = (items: string, body: string | null = null) => ({
  id: "each",
  kind: "for-each",
  with: { items, body, maxItems: 2 },
});

test.each([
  [branch({ when: "input.amount > 100", next: null }), "input.amount > 100: false"],
  [
    branch(
      { name: "large", when: "input.amount > 100", next: null },
      { name: "small", when: "input.amount > 10", next: null },
      { when: "true", next: null },
    ),
    "large: false\nsmall: true\n1 more: not asked",
  ],
  [each("input.lines"), '2 entries, the first: {"price":4}'],
  [each("input.amount"), "1 entry, the first: 40"],
  [each("input.nothing"), "no entry"],
  [
    { id: "rest", kind: "delay", with: { seconds: null, until: "{{ input.due }}" } },
    "1 Dec 2026, 09:00 (Europe/Berlin)",
  ],
  [{ id: "sum", kind: "transform", with: { expression: "$sum(input.lines.price)" } }, "9"],
  [
    { id: "tell", kind: "notify", with: { title: "{{ input.amount }} euros", message: "now" } },
    '{"title":"40 euros"}',
  ],
])("says what %j gives", async (step, text) => {
  expect(await previewed(step)).toEqual({ label: "With an example", text, isWarm: false });
});

test("a wait of so many seconds has nothing to say", async () => {
  expect(await previewed({ id: "rest", kind: "delay", with: { seconds: 60 } })).toBeNull();
});

test("what would fail says why; of a loop it shows the list all the same", async () => {
  const tell = { id: "tell", kind: "notify", with: { title: "{{ item.name }}" } };

  expect(await previewed(branch({ when: "input.amount > 'x'", next: null }))).toMatchObject({ isWarm: true });
  expect(await previewed(each("[1, 2, 3]"))).toMatchObject({ text: /has 3 entries, at most 2/ });
  expect(await previewed(each("input.lines", "tell"), tell)).toEqual({
    label: "With an example it would fail",
    text: 'with.title: {{ item.name }} has no value\n2 entries, the first: {"price":4}',
    isWarm: true,
  });
});

test.each([
  [branch({ when: "true", next: null }), true],
  [each("input.lines"), true],
  [{ id: "rest", kind: "delay", with: { until: "2026-12-01T09:00:00+01:00" } }, true],
  [{ id: "rest", kind: "delay", with: { seconds: 60, until: null } }, false],
  [{ id: "tell", kind: "notify", with: { title: "done" } }, false],
])("%j needs a trial: %s", (step, needs) => {
  expect(hasExpressions({ steps: [step as DraftStep] })).toBe(needs);
});
