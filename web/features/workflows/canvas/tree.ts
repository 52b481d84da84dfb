import type { Graph, GraphWay } from "./graph.ts";

/** A graph as rows and as trees: each node hangs on one of the ways that lead to it, the others run beside. */
export interface Tree {
  /** Row of a node: one below the lowest that leads to it, but for ways back. */
  rankOf: (id: string) => number;
  /** Ways out of a node, in their order. */
  waysFrom: (id: string) => readonly GraphWay[];
  /** Whether a node hangs on this way. */
  holds: (way: GraphWay) => boolean;
  /** Nodes that hang on none, the start first. */
  roots: readonly string[];
}

export function treeOf({ nodes, ways }: Graph): Tree {
  const leaving = new Map<string, GraphWay[]>();
  for (const way of ways) leaving.set(way.from, [...(leaving.get(way.from) ?? []), way]);
  const waysFrom = (id: string) => leaving.get(id) ?? [];
  const { order, back } = walk(
    nodes.map(({ id }) => id),
    waysFrom,
  );
  const ranks = new Map<string, number>();
  const heldBy = new Map<string, GraphWay>();
  for (const id of order) {
    const rank = ranks.get(id) ?? 0;
    ranks.set(id, rank);
    for (const way of waysFrom(id)) {
      if (back.has(way) || (ranks.get(way.target) ?? 0) > rank) continue;
      ranks.set(way.target, rank + 1);
      heldBy.set(way.target, way);
    }
  }
  return {
    rankOf: (id) => ranks.get(id) ?? 0,
    waysFrom,
    holds: (way) => heldBy.get(way.target) === way,
    roots: nodes.flatMap(({ id }) => (heldBy.has(id) ? [] : [id])),
  };
}

/** Each node before those that it leads to, without the ways that lead back. Depth first, without recursion. */
function walk(ids: readonly string[], waysFrom: (id: string) => readonly GraphWay[]) {
  const order: string[] = [];
  const back = new Set<GraphWay>();
  const state = new Map<string, "open" | "done">();
  for (const start of ids) {
    if (state.has(start)) continue;
    const trail = [{ id: start, at: 0 }];
    state.set(start, "open");
    for (let top = trail.at(-1); top; top = trail.at(-1)) {
      const way = waysFrom(top.id)[top.at++];
      if (!way) {
        state.set(top.id, "done");
        order.unshift(top.id);
        trail.pop();
      } else if (state.get(way.target) === "open") back.add(way);
      else if (!state.has(way.target)) {
        state.set(way.target, "open");
        trail.push({ id: way.target, at: 0 });
      }
    }
  }
  return { order, back };
}
