import type { Edge, Node } from "@xyflow/react";
import { Position } from "@xyflow/react";
import type { Draft } from "../draft.ts";
import { START } from "../draft-ways.ts";
import { stepTitle } from "../step-title.ts";
import { triggerWords } from "../trigger-words.ts";
import type { Graph, GraphWay } from "./graph.ts";
import type { Layout, PlacedNode, PlacedWay, Point } from "./layout.ts";
import { nodeWords, placeOf } from "./node-words.ts";
import { stepLine } from "./step-line.ts";

/** What a mark shows and says. */
export type MarkContent = {
  title: string;
  line: string;
  /** Its kind of step, for the sign. */
  sign: string;
  words: string;
  faults: number;
  isReached: boolean;
  exits: { place: string; x: number }[];
  /** Whether an error has a way of its own. */
  catchesErrors: boolean;
  isPicked: boolean;
  isStop: boolean;
  wantsFocus: boolean;
  mayLead: boolean;
  /** While a way is drawn: whether it must not end here. */
  isRefused: boolean;
};
export type Mark = Node<MarkContent, "start" | "step" | "end">;

export type WayContent = {
  way: GraphWay;
  path: string;
  labelAt: Point;
  labelWidth: number;
  plusWords: string;
  mayInsert: boolean;
  isPicked: boolean;
};
export type WayMark = Edge<WayContent, "way">;

export interface Looks {
  draft: Draft;
  graph: Graph;
  /** How many things the check has found, by the step's place in the list; -1 for the start. */
  faults: ReadonlyMap<number, number>;
  picked: string | null;
  focusOn: string | null;
  mayEdit: boolean;
  /** While a way is drawn: why it must not end at a step. */
  refused: ReadonlyMap<string, string | null> | null;
}

/** The marks of a picture as the library draws them. Their handles are told beforehand, so that none has to be measured. */
export function marksOf(layout: Layout, looks: Looks): Mark[] {
  return layout.nodes.map((node) => {
    const { width, height } = node;
    return {
      id: node.id,
      type: node.kind,
      position: { x: node.x, y: node.y },
      width,
      height,
      measured: { width, height },
      handles: [
        { type: "target", position: Position.Top, x: width / 2, y: 0 },
        ...node.exits.map(({ place, x }) => ({
          id: place,
          type: "source" as const,
          position: Position.Bottom,
          x,
          y: height,
        })),
        ...(catchesErrors(node)
          ? []
          : [
              {
                id: "onError.next",
                type: "source" as const,
                position: Position.Right,
                x: width,
                y: height / 2,
              },
            ]),
      ],
      // The button within says what it is; without these the library calls every mark a node.
      domAttributes: { "aria-roledescription": undefined },
      data: contentOf(node, looks),
    };
  });
}

function contentOf(node: PlacedNode, looks: Looks): MarkContent {
  const { draft, graph, picked, focusOn, mayEdit, refused } = looks;
  const step = draft.steps[node.index];
  const faults = looks.faults.get(node.index) ?? 0;
  const stop = looks.graph.nodes.some(({ id }) => id === picked) ? picked : START;
  return {
    title: step ? stepTitle(step) : node.kind === "start" ? triggerWords(draft.trigger) : endTitle(node),
    line: step ? stepLine(step) : "",
    sign: step?.kind ?? TRIGGER_SIGNS[draft.trigger.kind] ?? "",
    words: nodeWords(node, { draft, graph, faults: node.kind === "end" ? 0 : faults }),
    faults: node.kind === "end" ? 0 : faults,
    isReached: node.isReached,
    exits: node.exits,
    catchesErrors: catchesErrors(node),
    isPicked: picked === node.id,
    isStop: stop === node.id,
    wantsFocus: focusOn === node.id,
    mayLead: mayEdit,
    isRefused: node.kind === "start" ? refused !== null : Boolean(refused?.get(node.id)),
  };
}

function catchesErrors({ exits }: PlacedNode): boolean {
  return exits.some(({ place }) => place === "onError.next");
}

const TRIGGER_SIGNS: Record<string, string> = {
  file: "file",
  schedule: "delay",
  webhook: "http",
};

function endTitle({ loops }: PlacedNode): string {
  return loops.length > 0 ? "Next round" : "The end";
}

export function wayMarksOf(layout: Layout, { draft, picked, mayEdit }: Looks): WayMark[] {
  return layout.ways.map((way) => ({
    id: way.id,
    type: "way",
    source: way.from,
    sourceHandle: way.place,
    target: way.target,
    // What a step leads to is said with the step.
    domAttributes: { "aria-hidden": true },
    data: {
      way,
      path: way.path,
      labelAt: way.labelAt,
      labelWidth: way.labelWidth,
      plusWords: plusWords(way, draft),
      mayInsert: mayEdit,
      isPicked: picked === way.from,
    },
  }));
}

function plusWords({ from, to, label }: PlacedWay, draft: Draft): string {
  const origin = from === START ? "the beginning" : placeOf(draft, from);
  return `Put a step between ${origin}${label ? ` (${label})` : ""} and ${placeOf(draft, to)}`;
}
