/** What one expression may cost: about 0.2 s of a slow machine. */
export const EXPRESSION_UNITS = 100_000;
/** What the expressions of one delivery may cost together: about 0.5 s of CPU where functions run. */
export const DELIVERY_UNITS = 400_000;

/** Work units left. Counted down by every expression that is given it. */
export interface Budget {
  units: number;
  /** Asked now and then: whether the time is up. */
  isOver(): boolean;
}

/** A budget of units alone. */
export function unitsOnly(units: number): Budget {
  return { units, isOver: () => false };
}
