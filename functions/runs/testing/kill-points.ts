/** Where a worker is killed, in the order in which a delivery passes them. */
export const KILL_POINTS = [
  "before the claim",
  "after the claim",
  "before an effect's claim",
  "after an effect's claim",
  "call received",
  "call answered",
  "before the record",
  "after the record",
  "before publishing",
  "after publishing",
  "after the mark of publishing",
  "before the answer",
] as const;
export type KillPoint = (typeof KILL_POINTS)[number];

/** Engines that break the rule the real one keeps: the checker must find them out. */
export const VARIANTS = ["real", "marker-first", "work-first"] as const;
export type Variant = (typeof VARIANTS)[number];

/** To a worker: die at the point, but not the first `skip` times. */
export interface Order {
  point: KillPoint;
  skip: number;
}
