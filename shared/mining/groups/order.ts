import { logBinomialTail } from "../significance.ts";
import type { Stream } from "../stream/stream.ts";
import { MAX_ORDER_P_VALUE, MIN_DAYS, MIN_STEP_SHARE } from "../thresholds.ts";
import type { OrderedGroup, StepGroup } from "./group.ts";
import type { Instances } from "./instances.ts";

/**
 * Decides whether the steps of a group have an order. Were all orders as likely, an instance of m steps would be in the
 * usual one with probability 1/m!; that as many are is then the tail of a binomial at the mean of these (Hoeffding 1956),
 * times n! for the orders it was picked from. An ordered group keeps the instances in order; steps at one and the same
 * instant have none.
 */
export function orderSteps(stream: Stream, group: StepGroup): OrderedGroup {
  const order = usualOrder(group.instances);
  const symbols = order.map((index) => group.symbols[index] as number);
  const instances = reorder(group.instances, order);
  const inOrder = new Uint8Array(instances.count);
  let count = 0;
  let chances = 0;
  let days = 0;
  let lastDay = Number.NaN;
  for (let row = 0; row < instances.count; row++) {
    chances += Math.exp(-logFactorial(instances.found[row] as number));
    if (!isAscending(stream, instances, row)) continue;
    inOrder[row] = 1;
    count++;
    const day = stream.localDay[instances.first[row] as number] as number;
    if (day !== lastDay) days++;
    lastDay = day;
  }
  const logP =
    logFactorial(symbols.length) + logBinomialTail(count, instances.count, chances / instances.count);
  const isOrdered =
    logP <= Math.log(MAX_ORDER_P_VALUE) && days >= MIN_DAYS && count >= MIN_STEP_SHARE * instances.count;
  return isOrdered
    ? { ...group, symbols, instances: keepRows(instances, inOrder), isOrdered }
    : { ...group, isOrdered };
}

/** Indices of the group's symbols by their mean rank among the steps that are there. */
function usualOrder({ width, count, positions, found }: Instances): number[] {
  const ranks = new Float64Array(width);
  const seen = new Int32Array(width);
  for (let row = 0; row < count; row++) {
    const steps = found[row] as number;
    for (let one = 0; one < width; one++) {
      const position = positions[row * width + one] as number;
      if (position < 0) continue;
      let earlier = 0;
      for (let other = 0; other < width; other++) {
        const there = positions[row * width + other] as number;
        if (there >= 0 && there < position) earlier++;
      }
      ranks[one] = (ranks[one] as number) + earlier / Math.max(1, steps - 1);
      seen[one] = (seen[one] as number) + 1;
    }
  }
  const mean = (index: number) => (ranks[index] as number) / Math.max(1, seen[index] as number);
  return Array.from({ length: width }, (_, index) => index).sort(
    (left, right) => mean(left) - mean(right) || left - right,
  );
}

function reorder(instances: Instances, order: readonly number[]): Instances {
  const { width, count } = instances;
  const positions = new Int32Array(count * width);
  for (let row = 0; row < count; row++) {
    for (let index = 0; index < width; index++) {
      positions[row * width + index] = instances.positions[row * width + (order[index] as number)] as number;
    }
  }
  return { ...instances, positions };
}

function isAscending({ times }: Stream, { width, positions }: Instances, row: number): boolean {
  let last = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < width; index++) {
    const position = positions[row * width + index] as number;
    if (position < 0) continue;
    const at = times[position] as number;
    if (at <= last) return false;
    last = at;
  }
  return true;
}

function keepRows(instances: Instances, keep: Uint8Array): Instances {
  const { width } = instances;
  const rows = Array.from({ length: instances.count }, (_, row) => row).filter((row) => keep[row]);
  return {
    width,
    count: rows.length,
    positions: Int32Array.from(
      rows.flatMap((row) => [...instances.positions.subarray(row * width, (row + 1) * width)]),
    ),
    first: Int32Array.from(rows, (row) => instances.first[row] as number),
    last: Int32Array.from(rows, (row) => instances.last[row] as number),
    found: Int32Array.from(rows, (row) => instances.found[row] as number),
  };
}

function logFactorial(n: number): number {
  let sum = 0;
  for (let factor = 2; factor <= n; factor++) sum += Math.log(factor);
  return sum;
}
