import type { Graph, GraphNode, GraphWay } from "./graph.ts";
import { before, beside, column, type Outline, union } from "./outline.ts";
import { type Tree, treeOf } from "./tree.ts";

/** In pixels of the picture at its own size. */
const STEP_SIZE = { width: 228, height: 60 };
const END_SIZE = { width: 96, height: 28 };
/** Between two rows of steps: room for a label and for the bend of a way. */
const ROW_GAP = 60;
const ROW_HEIGHT = STEP_SIZE.height + ROW_GAP;
const GAP = 28;
/** Room for a way that passes a row of steps. */
const LANE_WIDTH = 12;
const MAX_LABEL_WIDTH = 150;
const LETTER_WIDTH = 6.6;
const PLUS_WIDTH = 28;
/** Room that a way needs at the edge of the step it leaves. */
const EXIT_WIDTH = 28;

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

/**
 * Places a graph from top to bottom, each step in the row below the lowest that leads to it, the longest way
 * straight down and the others beside it. The same graph, the same picture. O(steps · rows).
 */
export function layOut(graph: Graph): Layout {
  const tree = treeOf(graph);
  const sizes = new Map(graph.nodes.map((node) => [node.id, sizeOf(node, tree)]));
  const size = (id: string) => sizes.get(id) ?? STEP_SIZE;
  const middles = place(tree, (id) => size(id).width);
  const reach = [...middles.nodes].flatMap(([id, x]) => [x - size(id).width / 2, x + size(id).width / 2]);
  const labels = graph.ways.map((way) => [middles.ways.get(way.id) ?? 0, roomOf(way.label) / 2] as const);
  const left = Math.min(...reach, ...labels.map(([x, half]) => x - half));
  const right = Math.max(...reach, ...labels.map(([x, half]) => x + half));

  const nodes = graph.nodes.map((node): PlacedNode => {
    const { width, height } = size(node.id);
    const x = (middles.nodes.get(node.id) ?? 0) - width / 2 - left;
    const leaving = tree
      .waysFrom(node.id)
      .toSorted((one, other) => (middles.ways.get(one.id) ?? 0) - (middles.ways.get(other.id) ?? 0));
    const exits = leaving.map(({ place }, index) => ({
      place,
      x: (width * (index + 1)) / (leaving.length + 1),
    }));
    return { ...node, x, y: tree.rankOf(node.id) * ROW_HEIGHT, width, height, exits };
  });
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const ways = graph.ways.map((way): PlacedWay => {
    const from = byId.get(way.from) ?? nodes[0];
    const to = byId.get(way.target) ?? nodes[0];
    const x = (middles.ways.get(way.id) ?? 0) - left;
    return { ...way, ...route({ way, from, to, x }), labelWidth: labelWidth(way.label) };
  });
  const height = Math.max(...nodes.map((node) => node.y + node.height));
  return { nodes, ways, width: right - left, height };
}

function sizeOf({ id, kind }: GraphNode, tree: Tree): { width: number; height: number } {
  if (kind === "end") return END_SIZE;
  const width = Math.max(STEP_SIZE.width, (tree.waysFrom(id).length + 1) * EXIT_WIDTH);
  return { ...STEP_SIZE, width };
}

/** A node with all that hangs on it, or a way that passes rows; the middle of its head is 0. */
interface Part {
  outline: Outline;
  children: { part: Part; x: number }[];
  node: string | null;
  way: string | null;
}

/** Middles of nodes, and of ways below the step that they leave. */
function place(tree: Tree, widthOf: (id: string) => number) {
  const nodes = new Map<string, number>();
  const ways = new Map<string, number>();
  const settle = ({ part, x }: Part["children"][number]): void => {
    if (part.node !== null) nodes.set(part.node, x);
    if (part.way !== null) ways.set(part.way, x);
    for (const child of part.children) settle({ part: child.part, x: x + child.x });
  };
  let taken: Outline = { top: 0, left: [], right: [] };
  for (const root of tree.roots) {
    const part = partOf(root, tree, widthOf);
    const x = beside(taken, part.outline, 2 * GAP);
    taken = union(taken, part.outline, x);
    settle({ part, x });
  }
  return { nodes, ways };
}

/** Rows are halved: steps stand in the even ones, labels in the odd ones between them. */
function partOf(id: string, tree: Tree, widthOf: (id: string) => number): Part {
  const row = 2 * tree.rankOf(id);
  const parts = tree.waysFrom(id).map((way) => wayPart(way, row + 1, tree, widthOf));
  const main = mainOf(parts, tree.waysFrom(id));
  let below: Outline = { top: row + 1, left: [], right: [] };
  const children: Part["children"] = [];
  // The main way first, then what stands right of it, then, from it outwards, what stands left.
  const order = [...parts.slice(main), ...parts.slice(0, main).reverse()];
  for (const [index, part] of order.entries()) {
    const isLeft = index >= parts.length - main;
    const x = index === 0 ? 0 : isLeft ? before(below, part.outline, GAP) : beside(below, part.outline, GAP);
    below = union(below, part.outline, x);
    children.push({ part, x });
  }
  return { outline: union(below, column(row, 1, widthOf(id)), 0), children, node: id, way: null };
}

/** The way that runs straight on: what reaches furthest down but for errors, of several the one in the middle. */
function mainOf(parts: readonly Part[], ways: readonly GraphWay[]): number {
  const ends = parts.map(({ outline }, index) =>
    ways[index]?.place === "onError.next" ? 0 : outline.top + outline.left.length,
  );
  const furthest = Math.max(...ends);
  const longest = ends.flatMap((end, index) => (end === furthest ? [index] : []));
  return longest[Math.floor((longest.length - 1) / 2)] ?? 0;
}

function wayPart(way: GraphWay, row: number, tree: Tree, widthOf: (id: string) => number): Part {
  const label = column(row, 1, roomOf(way.label));
  // Past the rows between, then what hangs on it. A way back passes none.
  const lane = column(row + 1, 2 * tree.rankOf(way.target) - row - 1, LANE_WIDTH);
  const outline = union(label, lane, 0);
  if (!tree.holds(way)) return { outline, children: [], node: null, way: way.id };
  const held = partOf(way.target, tree, widthOf);
  return {
    outline: union(outline, held.outline, 0),
    children: [{ part: held, x: 0 }],
    node: null,
    way: way.id,
  };
}

interface Ends {
  way: GraphWay;
  from: PlacedNode | undefined;
  to: PlacedNode | undefined;
  /** Middle of the way below the step that it leaves. */
  x: number;
}

function route({ way, from, to, x }: Ends): { path: string; labelAt: Point } {
  if (!from || !to) return { path: "", labelAt: { x, y: 0 } };
  const exit = from.exits.find(({ place }) => place === way.place)?.x ?? 0;
  const bottom = from.y + STEP_SIZE.height;
  const labelAt = { x, y: bottom + ROW_GAP / 2 };
  const passes =
    to.y - bottom > ROW_GAP
      ? [
          { x, y: bottom + ROW_GAP },
          { x, y: to.y - ROW_GAP },
        ]
      : [];
  const path = pathThrough([
    { x: from.x + exit, y: bottom },
    labelAt,
    ...passes,
    { x: to.x + to.width / 2, y: to.y },
  ]);
  return { path, labelAt };
}

function roomOf(label: string): number {
  return labelWidth(label) + PLUS_WIDTH;
}

/** How wide a label is drawn; longer ones are cut. */
function labelWidth(label: string): number {
  return label === "" ? 0 : Math.min(MAX_LABEL_WIDTH, Math.ceil(label.length * LETTER_WIDTH) + 14);
}

/** Leaves and enters each point straight down, so that ways look like ways and never like corners. */
function pathThrough([first, ...rest]: readonly Point[]): string {
  if (!first) return "";
  let last = first;
  const parts = [`M ${round(first.x)} ${round(first.y)}`];
  for (const point of rest) {
    const middle = round((last.y + point.y) / 2);
    parts.push(
      Math.abs(point.x - last.x) < 0.1
        ? `L ${round(point.x)} ${round(point.y)}`
        : `C ${round(last.x)} ${middle} ${round(point.x)} ${middle} ${round(point.x)} ${round(point.y)}`,
    );
    last = point;
  }
  return parts.join(" ");
}

const round = (pixels: number) => Math.round(pixels * 10) / 10;
