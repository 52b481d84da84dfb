import { Graph as DagreGraph, type EdgeLabel, type GraphLabel, layout, type NodeLabel } from "@dagrejs/dagre";
import type { Graph, GraphNode, GraphWay } from "./graph.ts";

/** In pixels of the picture at its own size. */
export const STEP_SIZE = { width: 228, height: 60 };
const END_SIZE = { width: 108, height: 30 };
const LABEL_HEIGHT = 24;
const MAX_LABEL_WIDTH = 150;
const LETTER_WIDTH = 6.6;
const PLUS_WIDTH = 28;
/** Room that a way needs at the edge of the step it leaves. */
const WAY_WIDTH = 28;
/** From here on rows come from the longest way, which is not as narrow: the other rule takes seconds for hundreds of steps. */
const LARGE = 150;
/** The way on is drawn straightest, then the rounds of a loop. */
const WEIGHTS: Record<string, number> = { next: 4, "with.body": 2 };

export interface Point {
  x: number;
  y: number;
}

export interface PlacedNode extends GraphNode {
  /** Left upper corner. */
  x: number;
  y: number;
  width: number;
  height: number;
  /** Where its ways leave its lower edge, from its left corner on, in the order of the picture. */
  exits: { place: string; x: number }[];
}

export interface PlacedWay extends GraphWay {
  /** An SVG path, downwards. */
  path: string;
  /** Middle of its label. */
  labelAt: Point;
  labelWidth: number;
}

export interface Layout {
  nodes: PlacedNode[];
  ways: PlacedWay[];
  width: number;
  height: number;
}

/** Places a graph from top to bottom: rows by dagre, ways through the gaps between them. The same graph, the same picture. */
export function layOut(graph: Graph): Layout {
  const drawn = draw(graph);
  const nodes = graph.nodes.map((node): PlacedNode => {
    const { x = 0, y = 0, width, height } = drawn.node(node.id);
    return { ...node, x: x - width / 2, y: y - height / 2, width, height, exits: [] };
  });
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const routes = graph.ways.map((way) => ({
    way,
    label: drawn.edge(way.from, way.target, way.id),
    bends: (drawn.edge(way.from, way.target, way.id).points ?? []).slice(1, -1),
  }));
  for (const node of nodes) {
    const leaving = routes
      .filter(({ way }) => way.from === node.id)
      .sort((left, right) => (left.bends[0]?.x ?? 0) - (right.bends[0]?.x ?? 0));
    node.exits = leaving.map(({ way }, index) => ({
      place: way.place,
      x: (node.width * (index + 1)) / (leaving.length + 1),
    }));
  }
  const ways = routes.map(({ way, label, bends }): PlacedWay => {
    const from = byId.get(way.from);
    const to = byId.get(way.target);
    const exit = from?.exits.find(({ place }) => place === way.place)?.x ?? 0;
    const path = pathThrough([
      { x: (from?.x ?? 0) + exit, y: (from?.y ?? 0) + (from?.height ?? 0) },
      ...bends,
      { x: (to?.x ?? 0) + (to?.width ?? 0) / 2, y: to?.y ?? 0 },
    ]);
    return { ...way, path, labelAt: { x: label.x ?? 0, y: label.y ?? 0 }, labelWidth: labelWidth(way.label) };
  });
  const { width = 0, height = 0 } = drawn.graph();
  return { nodes, ways, width, height };
}

function draw({ nodes, ways }: Graph): DagreGraph<GraphLabel, NodeLabel, EdgeLabel> {
  const drawn = new DagreGraph<GraphLabel, NodeLabel, EdgeLabel>({ multigraph: true });
  drawn.setGraph({
    rankdir: "TB",
    nodesep: 36,
    edgesep: 28,
    ranksep: 40,
    ranker: nodes.length > LARGE ? "longest-path" : "network-simplex",
  });
  const leaving = new Map<string, number>();
  for (const { from } of ways) leaving.set(from, (leaving.get(from) ?? 0) + 1);
  for (const { id, kind } of nodes) {
    const width = Math.max(STEP_SIZE.width, ((leaving.get(id) ?? 0) + 1) * WAY_WIDTH);
    drawn.setNode(id, kind === "end" ? { ...END_SIZE } : { ...STEP_SIZE, width });
  }
  for (const { id, from, target, place, label } of ways) {
    const box = { width: labelWidth(label) + PLUS_WIDTH, height: LABEL_HEIGHT, labelpos: "c" as const };
    drawn.setEdge(from, target, { ...box, weight: WEIGHTS[place] ?? 1 }, id);
  }
  layout(drawn);
  return drawn;
}

/** How wide a label is drawn; longer ones are cut. */
function labelWidth(label: string): number {
  return label === "" ? 0 : Math.min(MAX_LABEL_WIDTH, Math.ceil(label.length * LETTER_WIDTH) + 14);
}

/** Leaves and enters each point straight down, so that ways look like ways and never like corners. */
function pathThrough([first, ...rest]: readonly Point[]): string {
  if (!first) return "";
  let before = first;
  const parts = [`M ${round(first.x)} ${round(first.y)}`];
  for (const point of rest) {
    const middle = round((before.y + point.y) / 2);
    parts.push(
      point.x === before.x
        ? `L ${round(point.x)} ${round(point.y)}`
        : `C ${round(before.x)} ${middle} ${round(point.x)} ${middle} ${round(point.x)} ${round(point.y)}`,
    );
    before = point;
  }
  return parts.join(" ");
}

const round = (pixels: number) => Math.round(pixels * 10) / 10;
