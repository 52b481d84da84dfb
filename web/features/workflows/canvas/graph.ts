import type { Draft, DraftStep } from "../draft.ts";
import { START, type Way, waysOf } from "../draft-ways.ts";

/** What the picture draws as one mark: the start, a step, or an end of the run or of a loop's round. */
export interface GraphNode {
  /** The step's id, `START`, or `(end)` with the way that ends there. */
  id: string;
  kind: "start" | "step" | "end";
  /** Place in the list of steps; -1 for what is no step. */
  index: number;
  /** The loops around it, the outermost first. */
  loops: readonly string[];
  /** Whether a run ever comes here. */
  isReached: boolean;
}

export interface GraphWay extends Way {
  id: string;
  /** The node that it leads to: a step's or an end's. */
  target: string;
}

export interface Graph {
  nodes: GraphNode[];
  ways: GraphWay[];
}

/**
 * The draft as nodes and ways. Each way that ends has an end of its own: one for all would draw lines along the whole
 * picture. A way to a step that is not there is drawn to an end; of two steps with one id, the first.
 */
export function graphOf(draft: Draft): Graph {
  const steps = new Map<string, DraftStep>();
  for (const step of draft.steps) if (!steps.has(step.id)) steps.set(step.id, step);
  const around = loopsAround(draft, steps);
  const start = { from: START, place: "next", to: draft.steps[0]?.id ?? null, label: "" };
  const ways = [start, ...[...steps.values()].flatMap(waysOf)].map((way): GraphWay => {
    const id = `${way.from} ${way.place}`;
    return { ...way, id, target: way.to !== null && steps.has(way.to) ? way.to : `(end) ${id}` };
  });
  const loopsOf = (id: string) => around.get(id)?.loops ?? [];
  return {
    nodes: [
      { id: START, kind: "start", index: -1, loops: [], isReached: true },
      ...[...steps.values()].map((step) => ({
        id: step.id,
        kind: "step" as const,
        index: draft.steps.indexOf(step),
        loops: loopsOf(step.id),
        isReached: around.get(step.id)?.isReached ?? false,
      })),
      ...ways
        .filter(({ target }) => !steps.has(target))
        .map((way) => ({
          id: way.target,
          kind: "end" as const,
          index: -1,
          loops: isRound(way, steps) ? [...loopsOf(way.from), way.from] : loopsOf(way.from),
          isReached: true,
        })),
    ],
    ways,
  };
}

/** Whether a way leads into the rounds of its loop. */
function isRound({ from, place }: Way, steps: ReadonlyMap<string, DraftStep>): boolean {
  return place === "with.body" && steps.get(from)?.kind === "for-each";
}

interface Around {
  loops: readonly string[];
  isReached: boolean;
}

/** From the first step on, then from each that nothing came to. */
function loopsAround(draft: Draft, steps: ReadonlyMap<string, DraftStep>): Map<string, Around> {
  const around = new Map<string, Around>();
  for (const [index, start] of draft.steps.entries()) {
    const open: { id: string; loops: readonly string[] }[] = [{ id: start.id, loops: [] }];
    for (let here = open.pop(); here; here = open.pop()) {
      const step = steps.get(here.id);
      if (!step || around.has(here.id)) continue;
      around.set(here.id, { loops: here.loops, isReached: index === 0 });
      for (const way of waysOf(step)) {
        if (way.to === null) continue;
        open.push({ id: way.to, loops: isRound(way, steps) ? [...here.loops, step.id] : here.loops });
      }
    }
  }
  return around;
}
