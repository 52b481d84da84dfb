import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { PATIENT } from "../keep-alive.ts";
import { answer } from "./api.ts";
import type { Broker } from "./broker.ts";
import { type Chaos, createChaos } from "./chaos.ts";
import { createClock } from "./clock.ts";
import { createDispatcher } from "./dispatcher.ts";
import { createFlowControls } from "./flow-control.ts";
import { skipMissedRuns } from "./schedules.ts";
import { openStore } from "./store.ts";

export type { Chaos } from "./chaos.ts";

export interface QstashOptions {
  /** 0 for a free one. */
  port: number;
  /** Where messages, schedules and deduplication ids survive a restart; in memory without it. */
  stateFile?: string;
  token: string;
  currentSigningKey: string;
  nextSigningKey: string;
  /** Delays, backoff and rate periods are divided by it: 1 as in production, 60 makes a minute a second. */
  timeScale: number;
  chaos?: Chaos | null;
  /** Publishing beyond it answers 429. */
  maxPending?: number;
  /** How many deliveries may be under way at once. */
  maxParallel?: number;
  log: (line: string) => void;
}

export interface Qstash {
  port: number;
  url: string;
  /** Starts, changes or (with null) ends the chaos. */
  setChaos(chaos: Chaos | null): void;
  /** Which key signs from now on. */
  signWith(signer: "current" | "next"): void;
  /** Moves the clock (epoch milliseconds) for schedules, delays, backoff and windows; signatures keep real time. */
  setNow(now: number): void;
  /** Sends what is due and waits until nothing is under way. */
  tick(): Promise<void>;
  /** Waits until every message was delivered, given up or cancelled. */
  whenEmpty(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a server on 127.0.0.1 that speaks QStash's HTTP protocol and delivers to addresses on this machine. */
export async function startQstash(options: QstashOptions): Promise<Qstash> {
  const { port, stateFile, token, timeScale, log } = options;
  if (!(timeScale > 0)) throw new Error(`timeScale must be above 0, got ${timeScale}`);
  const store = openStore(stateFile);
  const clock = createClock();
  const broker: Broker = {
    store,
    clock,
    timeScale,
    log,
    keys: { current: options.currentSigningKey, next: options.nextSigningKey, signer: "current" },
    chaos: createChaos(options.chaos ?? null),
    flows: createFlowControls({ store, clock, timeScale }),
    maxPending: options.maxPending ?? 100_000,
    maxParallel: options.maxParallel ?? 50,
    wake: () => dispatcher.wake(),
    activeCount: () => dispatcher.activeCount(),
  };
  const dispatcher = createDispatcher(broker);
  const server = createServer(
    PATIENT,
    (request, response) => void answer(broker, { request, response, token }),
  );

  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", resolve);
    });
  } catch (error) {
    store.close();
    throw error;
  }
  store.run("delete from seen where expires_at <= ?", clock.now());
  skipMissedRuns(broker);
  dispatcher.wake();

  const bound = (server.address() as AddressInfo).port;
  return {
    port: bound,
    url: `http://127.0.0.1:${bound}`,
    setChaos: (chaos) => broker.chaos.set(chaos),
    signWith(signer) {
      broker.keys.signer = signer;
    },
    setNow(now) {
      clock.setNow(now);
      dispatcher.wake();
    },
    tick: () => dispatcher.tick(),
    whenEmpty: () => dispatcher.whenEmpty(),
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await dispatcher.stop();
      store.close();
    },
  };
}
