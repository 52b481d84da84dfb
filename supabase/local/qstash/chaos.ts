/** What goes wrong, and how often (probabilities 0–1). The same seed makes the same choices in the same order. */
export interface Chaos {
  seed: number;
  /** A delivered message is delivered once more. */
  duplicate?: number;
  /** The destination's answer is lost after it did its work: QStash sees a failure and retries. */
  drop?: number;
  /** A message is held back for up to 100 ms so that others overtake it. Queues stay first in, first out. */
  reorder?: number;
  /** Every attempt waits up to this many milliseconds more. */
  extraDelayMs?: number;
  /** QStash forgets that it delivered, as after a crash, and replays with the same `Upstash-Retried`. */
  crash?: number;
}

/** The choices for the next attempt; nothing happens while no chaos is set. */
export interface ChaosSource {
  set(chaos: Chaos | null): void;
  duplicates(): boolean;
  dropsResponse(): boolean;
  crashes(): boolean;
  /** Milliseconds to hold an attempt back. */
  holdMs(inQueue: "in queue" | "free"): number;
}

const REORDER_HOLD_MS = 100;

export function createChaos(initial: Chaos | null): ChaosSource {
  let chaos = initial;
  let random = seededRandom(initial?.seed ?? 0);
  const happens = (probability: number | undefined) => random() < (probability ?? 0);

  return {
    set(next) {
      chaos = next;
      random = seededRandom(next?.seed ?? 0);
    },
    duplicates: () => chaos !== null && happens(chaos.duplicate),
    dropsResponse: () => chaos !== null && happens(chaos.drop),
    crashes: () => chaos !== null && happens(chaos.crash),
    holdMs(inQueue) {
      if (!chaos) return 0;
      const reordered = inQueue === "free" && happens(chaos.reorder) ? random() * REORDER_HOLD_MS : 0;
      return Math.round(reordered + random() * (chaos.extraDelayMs ?? 0));
    },
  };
}

/** mulberry32: 32 bits of state, good enough to choose what breaks. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
