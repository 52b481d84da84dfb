import type { EventStream } from "./event-stream.ts";
import { logBinomialTail } from "./significance.ts";
import type { StepGroup } from "./step-groups.ts";
import { MAX_ORDER_P_VALUE, MIN_DAYS, MIN_STEP_SHARE } from "./thresholds.ts";

/** A group in the order of its steps, or without one. */
export interface OrderedGroup extends StepGroup {
  isOrdered: boolean;
}

/**
 * Decides whether the steps of a group have an order. Were all `n!` orders as likely, the commonest one would be met
 * by luck with probability ≤ n! · P(X ≥ k), X binomial(occurrences, 1/n!). An ordered group keeps the occurrences in
 * order; steps at one and the same instant have none.
 */
export function orderSteps(stream: EventStream, group: StepGroup): OrderedGroup {
  const order = usualOrder(group);
  const symbols = order.map((index) => group.symbols[index] ?? 0);
  const occurrences = group.occurrences.map((occurrence) => order.map((index) => occurrence[index] ?? 0));
  const inOrder = occurrences.filter((occurrence) => isAscending(stream, occurrence));
  const logOrders = logFactorial(symbols.length);
  const logP = logOrders + logBinomialTail(inOrder.length, occurrences.length, Math.exp(-logOrders));
  const days = new Set(inOrder.map((occurrence) => stream.localDay[occurrence[0] ?? 0])).size;
  const isOrdered =
    logP <= Math.log(MAX_ORDER_P_VALUE) &&
    days >= MIN_DAYS &&
    inOrder.length >= MIN_STEP_SHARE * occurrences.length;
  if (isOrdered) return { ...group, symbols, occurrences: inOrder, isOrdered };
  return { ...group, isOrdered };
}

/** Indices of the group's symbols by their mean rank. */
function usualOrder(group: StepGroup): number[] {
  const sums = group.symbols.map(() => 0);
  for (const occurrence of group.occurrences) {
    occurrence.forEach((position, index) => {
      sums[index] = (sums[index] ?? 0) + occurrence.filter((other) => other < position).length;
    });
  }
  return group.symbols
    .map((_, index) => index)
    .sort((left, right) => (sums[left] ?? 0) - (sums[right] ?? 0) || left - right);
}

function isAscending(stream: EventStream, occurrence: readonly number[]): boolean {
  return occurrence.every(
    (position, index) =>
      index === 0 || (stream.times[occurrence[index - 1] ?? 0] ?? 0) < (stream.times[position] ?? 0),
  );
}

function logFactorial(n: number): number {
  let sum = 0;
  for (let factor = 2; factor <= n; factor++) sum += Math.log(factor);
  return sum;
}
