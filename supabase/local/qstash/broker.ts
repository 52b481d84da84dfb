import type { ChaosSource } from "./chaos.ts";
import type { Clock } from "./clock.ts";
import type { FlowControls } from "./flow-control.ts";
import type { Store } from "./store.ts";

/** The pair of keys that signatures are checked with, and which of them signs now. */
export interface SigningKeys {
  current: string;
  next: string;
  signer: "current" | "next";
}

/** What every part of the queue works with. */
export interface Broker {
  store: Store;
  clock: Clock;
  keys: SigningKeys;
  chaos: ChaosSource;
  flows: FlowControls;
  /** Durations (delays, backoff, rate periods) are divided by it; moments (cron, not-before, dates) are not. */
  timeScale: number;
  maxPending: number;
  maxParallel: number;
  log: (line: string) => void;
  /** Something may have become due: look again soon. */
  wake(): void;
  /** How many deliveries run at this moment. */
  activeCount(): number;
}
