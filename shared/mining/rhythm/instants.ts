/**
 * When something was done: columns of equal length, ascending by time. `times` epoch ms, `days` local calendar days
 * since 1970, `minutes` local minute of the day (0–1440, with fraction).
 */
export interface Instants {
  times: Float64Array;
  days: Int32Array;
  minutes: Float32Array;
}

/** The instants from an index on; shares memory. */
export function instantsFrom(instants: Instants, from: number): Instants {
  return {
    times: instants.times.subarray(from),
    days: instants.days.subarray(from),
    minutes: instants.minutes.subarray(from),
  };
}
