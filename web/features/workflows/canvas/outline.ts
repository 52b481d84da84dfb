/** How far a part of the picture reaches to both sides of its middle, row by row from `top` on, in pixels. */
export interface Outline {
  top: number;
  left: number[];
  right: number[];
}

/** The same width over some rows. */
export function column(top: number, rows: number, width: number): Outline {
  const half = Array.from({ length: Math.max(rows, 0) }, () => width / 2);
  return { top, left: half.map((reach) => -reach), right: half };
}

/** Both as one, `other` shifted to the right. */
export function union(one: Outline, other: Outline, shift: number): Outline {
  if (other.left.length === 0) return one;
  if (one.left.length === 0) return union(other, { top: other.top, left: [], right: [] }, 0);
  const top = Math.min(one.top, other.top);
  const end = Math.max(one.top + one.left.length, other.top + other.left.length);
  const rows = Array.from({ length: end - top }, (_, row) => row + top);
  return {
    top,
    left: rows.map((row) => Math.min(reach(one, row, "left"), reach(other, row, "left") + shift)),
    right: rows.map((row) => Math.max(reach(one, row, "right"), reach(other, row, "right") + shift)),
  };
}

/** How far `other` has to be shifted to the right, so that it stands beside `one` with a gap in every row. */
export function beside(one: Outline, other: Outline, gap: number): number {
  let shift = Number.NEGATIVE_INFINITY;
  for (const [index, left] of other.left.entries()) {
    shift = Math.max(shift, reach(one, other.top + index, "right") - left + gap);
  }
  return Number.isFinite(shift) ? shift : 0;
}

/** The same for the other side: to the left, so negative. */
export function before(one: Outline, other: Outline, gap: number): number {
  let shift = Number.POSITIVE_INFINITY;
  for (const [index, right] of other.right.entries()) {
    shift = Math.min(shift, reach(one, other.top + index, "left") - right - gap);
  }
  return Number.isFinite(shift) ? shift : 0;
}

function reach(outline: Outline, row: number, side: "left" | "right"): number {
  const none = side === "left" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  return outline[side][row - outline.top] ?? none;
}
