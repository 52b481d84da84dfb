import type { Draft } from "../draft.ts";
import { START } from "../draft-ways.ts";
import { kindOf, stepTitle } from "../step-title.ts";
import { triggerWords } from "../trigger-words.ts";
import type { Graph, GraphNode, GraphWay } from "./graph.ts";

interface Told {
  draft: Draft;
  graph: Graph;
  /** How many things the check has found there. */
  faults: number;
}

/** A node as it is read out: `Step 2 of 5, Ask a person: Ask before sending. Then step 3, Notify. If rejected: the end.` */
export function nodeWords(
  { id, kind, index, loops, isReached }: GraphNode,
  { draft, graph, faults }: Told,
): string {
  if (kind === "end")
    return loops.length > 0 ? `End of a round of ${titleOf(draft, loops.at(-1) ?? "")}` : "The end";
  const ways = graph.ways.filter(({ from }) => from === id).map((way) => wayWords(way, draft));
  return [
    id === START ? `Beginning: ${triggerWords(draft.trigger)}` : stepWords(draft, index),
    ...ways,
    ...(isReached ? [] : ["Nothing leads here"]),
    ...(faults > 0 ? [faults === 1 ? "One thing to look at" : `${faults} things to look at`] : []),
  ]
    .map((sentence) => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`))
    .join(" ");
}

function stepWords({ steps }: Draft, index: number): string {
  const step = steps[index];
  if (!step) return "";
  const title = stepTitle(step);
  const label = kindOf(step.kind)?.label ?? step.kind;
  return `Step ${index + 1} of ${steps.length}, ${label}${title === label ? "" : `: ${title}`}`;
}

function wayWords({ label, target, to }: GraphWay, draft: Draft): string {
  const where = to === null || target !== to ? "the end" : placeOf(draft, to);
  return label ? `${label.charAt(0).toUpperCase()}${label.slice(1)}: ${where}` : `Then ${where}`;
}

/** `step 3, Notify`; null: `the end`. */
export function placeOf(draft: Draft, id: string | null): string {
  const index = draft.steps.findIndex((step) => step.id === id);
  return index < 0 ? "the end" : `step ${index + 1}, ${titleOf(draft, id ?? "")}`;
}

function titleOf({ steps }: Draft, id: string): string {
  const step = steps.find((one) => one.id === id);
  return step ? stepTitle(step) : id;
}
