/** Real time, until a test moves it: then it runs on from the given moment. */
export interface Clock {
  now(): number;
  /** Moves the clock to `now` (epoch milliseconds). */
  setNow(now: number): void;
}

export function createClock(): Clock {
  let offsetMs = 0;
  return {
    now: () => Date.now() + offsetMs,
    setNow(now) {
      offsetMs = now - Date.now();
    },
  };
}
