import { expect, test } from "vitest";
import type { Draft, DraftStep } from "../draft.ts";
import { graphOf } from "./graph.ts";
import { nodeWords } from "./node-words.ts";

const step = (id: string, kind: string, rest: object = {}): DraftStep => ({ id, kind, with: {}, ...rest });
const DRAFT: Draft = {
  version: 1,
  trigger: { kind: "manual" },
  steps: [
    step("ask", "approval", { name: "Ask before sending", next: "all" }),
    step("all", "for-each", { with: { body: "send" } }),
    step("send", "http"),
    step("lost", "notify", { next: "gone" }),
  ],
};

function read(id: string, faults = 0): string {
  const graph = graphOf(DRAFT);
  const node = graph.nodes.find((one) => one.id === id);
  if (!node) throw new Error(`no node ${id}`);
  return nodeWords(node, { draft: DRAFT, graph, faults });
}

test.each([
  ["(start)", 0, "Beginning: By hand. Then step 1, Ask before sending."],
  [
    "ask",
    0,
    "Step 1 of 4, Ask a person: Ask before sending. If rejected: the end. If approved: step 2, For each.",
  ],
  [
    "all",
    1,
    "Step 2 of 4, For each. Each: step 3, HTTP request. After the last: the end. One thing to look at.",
  ],
  ["lost", 2, "Step 4 of 4, Notify. Then the end. Nothing leads here. 2 things to look at."],
  ["(end) send next", 0, "End of a round of For each"],
  ["(end) all next", 0, "The end"],
])("%s with %i faults is read out whole", (id, faults, expected) => {
  expect(read(id, faults)).toBe(expected);
});
