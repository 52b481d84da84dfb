import type { Stream } from "../stream/stream.ts";
import { LONGEST_MS } from "./chance.ts";
import type { StepGroup } from "./group.ts";
import type { Instances } from "./instances.ts";

/** A symbol that is near many instances of a group. */
export interface Neighbour {
  symbol: number;
  /** Nearest position by instance, -1 where there is none. */
  positions: Int32Array;
  count: number;
}

/** Finds what is near the instances of groups, one after the other. `used`: 1 for positions to leave out. */
export class NeighbourFinder {
  private readonly stream: Stream;
  private readonly used: Uint8Array;
  /** Dense tables over all symbols, clean between uses: 1 for frequent ones, those of the group left out. */
  private readonly isAsked: Uint8Array;
  private readonly slotOf: Int32Array;
  private readonly rowOf: Int32Array;
  private readonly countOf: Int32Array;
  private readonly touched: Int32Array;
  /** Positions around each instance: `[from, until)`. */
  private from = new Int32Array(64);
  private until = new Int32Array(64);

  constructor(stream: Stream, used: Uint8Array) {
    const { symbols } = stream;
    this.stream = stream;
    this.used = used;
    this.isAsked = new Uint8Array(symbols.size);
    for (const symbol of symbols.frequent) this.isAsked[symbol] = 1;
    this.slotOf = new Int32Array(symbols.size).fill(-1);
    this.rowOf = new Int32Array(symbols.size).fill(-1);
    this.countOf = new Int32Array(symbols.size);
    this.touched = new Int32Array(symbols.size);
  }

  /** Each further frequent symbol within 15 minutes of at least `needed` instances: its nearest unused position there. */
  near({ symbols, instances }: StepGroup, needed: number): Neighbour[] {
    const { isAsked, rowOf, countOf, touched, slotOf } = this;
    if (this.from.length < instances.count) {
      this.from = new Int32Array(2 * instances.count);
      this.until = new Int32Array(2 * instances.count);
    }
    for (const symbol of symbols) isAsked[symbol] = 0;
    const touchedCount = this.countNear(instances);
    for (const symbol of symbols) isAsked[symbol] = 1;
    const near: Neighbour[] = [];
    for (let index = 0; index < touchedCount; index++) {
      const symbol = touched[index] as number;
      const count = countOf[symbol] as number;
      rowOf[symbol] = -1;
      countOf[symbol] = 0;
      if (count < needed) continue;
      slotOf[symbol] = near.length;
      near.push({ symbol, positions: new Int32Array(instances.count).fill(-1), count });
    }
    if (near.length > 0) this.fillNearest(instances, near);
    for (const { symbol } of near) slotOf[symbol] = -1;
    return near;
  }

  /** Counts instances by symbol; gives how many symbols were met. */
  private countNear(instances: Instances): number {
    const { used, isAsked, rowOf, countOf, touched, from, until } = this;
    const { times, symbolOf, size } = this.stream;
    let touchedCount = 0;
    for (let row = 0; row < instances.count; row++) {
      const first = instances.first[row] as number;
      const start = (times[first] as number) - LONGEST_MS;
      const end = (times[instances.last[row] as number] as number) + LONGEST_MS;
      let position = first;
      while (position > 0 && (times[position - 1] as number) >= start) position--;
      from[row] = position;
      for (; position < size && (times[position] as number) <= end; position++) {
        const symbol = symbolOf[position] as number;
        if (isAsked[symbol] === 0 || used[position] !== 0 || rowOf[symbol] === row) continue;
        if (rowOf[symbol] === -1) touched[touchedCount++] = symbol;
        rowOf[symbol] = row;
        countOf[symbol] = (countOf[symbol] as number) + 1;
      }
      until[row] = position;
    }
    return touchedCount;
  }

  private fillNearest(instances: Instances, near: readonly Neighbour[]): void {
    const { used, slotOf, from, until } = this;
    const { times, symbolOf } = this.stream;
    for (let row = 0; row < instances.count; row++) {
      const start = times[instances.first[row] as number] as number;
      const end = times[instances.last[row] as number] as number;
      const stop = until[row] as number;
      for (let position = from[row] as number; position < stop; position++) {
        const slot = slotOf[symbolOf[position] as number] as number;
        if (slot < 0 || used[position] !== 0) continue;
        const { positions } = near[slot] as Neighbour;
        const known = positions[row] as number;
        const isNearer =
          known < 0 ||
          awayFrom(times[position] as number, start, end) < awayFrom(times[known] as number, start, end);
        if (isNearer) positions[row] = position;
      }
    }
  }
}

/** How far outside an instance a time lies; 0 between its first and last step. */
export function awayFrom(at: number, start: number, end: number): number {
  return at < start ? start - at : at > end ? at - end : 0;
}
