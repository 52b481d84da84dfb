import { START } from "../draft-ways.ts";
import type { Layout, PlacedNode } from "./layout.ts";

/**
 * The step that a key leads to: down along the ways and up against them, sideways by how the picture looks, Home to the
 * start, End to the last step. null: another key, or no step lies there.
 */
export function neighbour(layout: Layout, from: string, key: string): string | null {
  const here = layout.nodes.find(({ id }) => id === from);
  if (!here) return null;
  switch (key) {
    case "ArrowDown":
      return nearest(here, across(layout, from, "down"));
    case "ArrowUp":
      return nearest(here, across(layout, from, "up"));
    case "ArrowLeft":
      return beside(here, layout, (dx) => dx < 0);
    case "ArrowRight":
      return beside(here, layout, (dx) => dx > 0);
    case "Home":
      return START;
    case "End":
      return layout.nodes.filter(({ kind }) => kind === "step").at(-1)?.id ?? START;
    default:
      return null;
  }
}

function across({ nodes, ways }: Layout, from: string, direction: "down" | "up"): PlacedNode[] {
  const ids = new Set(
    direction === "down"
      ? ways.filter((way) => way.from === from).map(({ target }) => target)
      : ways.filter(({ target }) => target === from).map((way) => way.from),
  );
  return nodes.filter(({ id, kind }) => kind !== "end" && ids.has(id));
}

/** What a way joins to this step lies above or below it, however the picture leans. */
function beside(here: PlacedNode, layout: Layout, isThere: (dx: number) => boolean): string | null {
  const joined = new Set([...across(layout, here.id, "up"), ...across(layout, here.id, "down")]);
  return nearest(
    here,
    layout.nodes.filter(
      (node) => node.kind !== "end" && !joined.has(node) && isThere(middle(node).x - middle(here).x),
    ),
  );
}

/** A row away counts as three columns: sideways stays in the row while there is something in it. */
function nearest(here: PlacedNode, others: readonly PlacedNode[]): string | null {
  const { x, y } = middle(here);
  const distance = (node: PlacedNode) => Math.abs(middle(node).x - x) + 3 * Math.abs(middle(node).y - y);
  return others.toSorted((left, right) => distance(left) - distance(right))[0]?.id ?? null;
}

function middle({ x, y, width, height }: PlacedNode) {
  return { x: x + width / 2, y: y + height / 2 };
}
