import { MAX_STEPS } from "../pattern-limits.ts";
import type { Stream } from "../stream/stream.ts";
import { LONGEST_MS } from "./chance.ts";

/**
 * Where the steps of a group were done near each other. Row by row `width` positions, in the order of the group's
 * symbols, -1 where a step is missing; rows ascend by time.
 */
export interface Instances {
  width: number;
  count: number;
  positions: Int32Array;
  /** First and last position of each row, and how many of its steps are there. */
  first: Int32Array;
  last: Int32Array;
  found: Int32Array;
}

/** Fewest steps of a group of `width` that make an instance: two, or six of ten. */
export function neededSteps(width: number): number {
  return Math.max(2, Math.ceil(0.6 * width));
}

/** Matches groups one after the other with the same columns. `used`: 1 for positions to leave out, read at each match. */
export class InstanceMatcher {
  private readonly stream: Stream;
  private readonly used: Uint8Array;
  /** Of each symbol: where it is in the table of positions, where it ends, and its next unused position. */
  private readonly cursors = new Int32Array(MAX_STEPS);
  private readonly ends = new Int32Array(MAX_STEPS);
  private readonly heads = new Int32Array(MAX_STEPS);
  /** The positions that lie near each other, and which symbol's each is. */
  private members = new Int32Array(64);
  private memberOf = new Int32Array(64);
  private rows: Instances = { width: 0, count: 0, ...newColumns(64, 64 * MAX_STEPS) };

  constructor(stream: Stream, used: Uint8Array) {
    this.stream = stream;
    this.used = used;
  }

  /**
   * All instances of some symbols: unused positions of theirs that lie within 15 minutes of the next one form a cluster;
   * of a symbol that is there more than once the position nearest to the cluster's middle counts.
   */
  match(symbols: readonly number[], needed: number): Instances {
    const width = symbols.length;
    this.start(symbols, needed);
    const { rows } = this;
    for (let size = this.nextCluster(width); size > 0; size = this.nextCluster(width))
      this.addRow(size, needed);
    return {
      width,
      count: rows.count,
      positions: rows.positions.slice(0, rows.count * width),
      first: rows.first.slice(0, rows.count),
      last: rows.last.slice(0, rows.count),
      found: rows.found.slice(0, rows.count),
    };
  }

  /** Fills `members` with the next positions that lie near each other; gives how many. */
  private nextCluster(width: number): number {
    const { heads, members, memberOf } = this;
    const { times, size } = this.stream;
    let count = 0;
    let lastAt = 0;
    for (;;) {
      let soonest = 0;
      let position = heads[0] as number;
      for (let index = 1; index < width; index++) {
        if ((heads[index] as number) >= position) continue;
        position = heads[index] as number;
        soonest = index;
      }
      if (position === size) return count;
      const at = times[position] as number;
      if (count > 0 && at - lastAt > LONGEST_MS) return count;
      members[count] = position;
      memberOf[count++] = soonest;
      lastAt = at;
      this.advance(soonest);
    }
  }

  private start(symbols: readonly number[], needed: number): void {
    const { starts } = this.stream.symbols;
    let total = 0;
    for (let index = 0; index < symbols.length; index++) {
      const symbol = symbols[index] as number;
      this.cursors[index] = (starts[symbol] as number) - 1;
      this.ends[index] = starts[symbol + 1] as number;
      total += (starts[symbol + 1] as number) - (starts[symbol] as number);
      this.advance(index);
    }
    if (this.members.length < total) {
      this.members = new Int32Array(2 * total);
      this.memberOf = new Int32Array(2 * total);
    }
    const most = Math.floor(total / needed) + 1;
    if (this.rows.first.length < most || this.rows.positions.length < most * symbols.length)
      this.rows = { width: 0, count: 0, ...newColumns(2 * most, 2 * most * symbols.length) };
    this.rows.width = symbols.length;
    this.rows.count = 0;
  }

  /** Moves the head of a symbol to its next unused position; to the stream's end when there is none. */
  private advance(index: number): void {
    const { used, cursors } = this;
    const { positions } = this.stream.symbols;
    const end = this.ends[index] as number;
    let at = (cursors[index] as number) + 1;
    while (at < end && used[positions[at] as number] !== 0) at++;
    cursors[index] = at;
    this.heads[index] = at < end ? (positions[at] as number) : this.stream.size;
  }

  /** Makes a row of a cluster, if it has enough steps. */
  private addRow(size: number, needed: number): void {
    const { members, memberOf, rows } = this;
    const { times } = this.stream;
    const { width, count: row, positions } = rows;
    const base = row * width;
    const middle = times[members[size >> 1] as number] as number;
    positions.fill(-1, base, base + width);
    let found = 0;
    for (let index = 0; index < size; index++) {
      const position = members[index] as number;
      const cell = base + (memberOf[index] as number);
      const known = positions[cell] as number;
      if (known < 0) found++;
      const isNearer =
        known < 0 ||
        Math.abs((times[position] as number) - middle) < Math.abs((times[known] as number) - middle);
      if (isNearer) positions[cell] = position;
    }
    if (found < needed) return;
    let first = this.stream.size;
    let last = -1;
    for (let cell = base; cell < base + width; cell++) {
      const position = positions[cell] as number;
      if (position < 0) continue;
      if (position < first) first = position;
      if (position > last) last = position;
    }
    rows.first[row] = first;
    rows.last[row] = last;
    rows.found[row] = found;
    rows.count = row + 1;
  }
}

function newColumns(rows: number, cells: number) {
  return {
    positions: new Int32Array(cells),
    first: new Int32Array(rows),
    last: new Int32Array(rows),
    found: new Int32Array(rows),
  };
}

/** Distinct local days with an instance. */
export function countDays({ localDay }: Stream, instances: Instances): number {
  let days = 0;
  let last = Number.NaN;
  for (let row = 0; row < instances.count; row++) {
    const day = localDay[instances.first[row] as number] as number;
    if (day !== last) days++;
    last = day;
  }
  return days;
}
