import type { Draft, DraftStep } from "../draft.ts";
import { START, type Way, waysOf } from "../draft-ways.ts";

/** What the picture draws as one mark: the start, a step, or the end of a run or of a loop's round. */
export interface GraphNode {
  /** The step's id, `START`, or `(end)` with the loops around it. */
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

/** The draft as nodes and ways. A way to a step that is not there is drawn to the end; of two steps with one id, the first. */
export function graphOf(draft: Draft): Graph {
  const steps = new Map<string, DraftStep>();
  for (const step of draft.steps) if (!steps.has(step.id)) steps.set(step.id, step);
  const around = loopsAround(draft, steps);
  const ends = new Map<string, GraphNode>();
  const endOf = (loops: readonly string[]): string => {
    const id = ["(end)", ...loops].join("/");
    if (!ends.has(id)) ends.set(id, { id, kind: "end", index: -1, loops, isReached: true });
    return id;
  };
  const first = draft.steps[0]?.id ?? null;
  const ways = [
    { from: START, place: "next", to: first, label: "", id: `${START} next`, target: first ?? endOf([]) },
    ...[...steps.values()].flatMap((step) =>
      waysOf(step).map((way) => {
        const loops = around.get(step.id)?.loops ?? [];
        const isBody = step.kind === "for-each" && way.place === "with.body";
        const target =
          way.to !== null && steps.has(way.to) ? way.to : endOf(isBody ? [...loops, step.id] : loops);
        return { ...way, id: `${way.from} ${way.place}`, target };
      }),
    ),
  ];
  return {
    nodes: [
      { id: START, kind: "start", index: -1, loops: [], isReached: true },
      ...[...steps.values()].map((step) => ({
        id: step.id,
        kind: "step" as const,
        index: draft.steps.indexOf(step),
        loops: around.get(step.id)?.loops ?? [],
        isReached: around.get(step.id)?.isReached ?? false,
      })),
      ...ends.values(),
    ],
    ways,
  };
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
      for (const { place, to } of waysOf(step)) {
        if (to === null) continue;
        const isBody = step.kind === "for-each" && place === "with.body";
        open.push({ id: to, loops: isBody ? [...here.loops, step.id] : here.loops });
      }
    }
  }
  return around;
}
