export interface Alarm {
  /** Resolves after this time, when the alarm rings, or when the signal ends it. */
  wait: (ms: number) => Promise<void>;
  ring: () => void;
}

const LONGEST_MS = 60_000; // clocks are set and machines sleep: no timer is trusted for longer

/** A pause that can be ended early. A ring while nobody waits ends the next pause at once. */
export function createAlarm(signal: AbortSignal): Alarm {
  let isRung = false;
  let end = () => {};
  signal.addEventListener("abort", () => end());
  return {
    wait(ms) {
      if (isRung || signal.aborted) {
        isRung = false;
        return Promise.resolve();
      }
      return new Promise((done) => {
        const timer = setTimeout(() => end(), Math.min(Math.max(0, ms), LONGEST_MS));
        end = () => {
          clearTimeout(timer);
          end = () => {};
          isRung = false;
          done();
        };
      });
    },
    ring() {
      isRung = true;
      end();
    },
  };
}
