import { setTimeout as sleepFor } from "node:timers/promises";
import { attempt } from "./attempt.ts";
import type { Broker } from "./broker.ts";
import { dueMessages, nextMoment } from "./due.ts";
import { addLog } from "./logs.ts";
import type { Message, Outcome } from "./message.ts";
import { fireSchedules } from "./schedules.ts";
import { settle } from "./settle.ts";
import { signDelivery } from "./signature.ts";

// Node's timers overflow above 2^31-1 ms.
const LONGEST_TIMER_MS = 2_147_483_647;
const REPLAY_AFTER_MS = 100;

/** Sends what is due and sleeps until something else is. One timer, none while nothing waits. */
export interface Dispatcher {
  /** Looks for due work after the current turn of the event loop. */
  wake(): void;
  /** Looks for due work now and waits until all that is under way has ended. */
  tick(): Promise<void>;
  /** Waits until no message is left, neither under way nor waiting for a moment or a retry. */
  whenEmpty(): Promise<void>;
  activeCount(): number;
  /** Stops sending and aborts what is under way: it will be sent again after a restart. */
  stop(): Promise<void>;
}

interface Row {
  id: string;
  retried: number;
  queue: string | null;
  flow_key: string | null;
  record: string;
  body: Uint8Array;
}

export function createDispatcher(broker: Broker): Dispatcher {
  const { store, clock, chaos, flows } = broker;
  const active = new Set<Promise<void>>();
  const abort = new AbortController();
  const held = new Set<string>();
  const emptyWaiters = new Set<() => void>();
  let timer: NodeJS.Timeout | undefined;
  let isWoken = false;

  const pump = () => {
    isWoken = false;
    if (abort.signal.aborted) return;
    const now = clock.now();
    fireSchedules(broker, now);
    for (const id of dueMessages(broker, { now, limit: broker.maxParallel - active.size })) start(id);
    sleepAfter(now);
    if (active.size === 0 && !store.get("select 1 as present from messages limit 1")) {
      for (const resolve of emptyWaiters) resolve();
      emptyWaiters.clear();
    }
  };

  const sleepAfter = (now: number) => {
    clearTimeout(timer);
    const next = nextMoment(broker, now);
    if (next !== null) timer = setTimeout(pump, Math.min(LONGEST_TIMER_MS, Math.max(1, next - clock.now())));
  };

  const wake = () => {
    if (isWoken || abort.signal.aborted) return;
    isWoken = true;
    setImmediate(pump);
  };

  const start = (id: string) => {
    const row = store.get<Row>(
      "select id, retried, queue, flow_key, record, body from messages where id = ?",
      id,
    );
    if (!row || hold(row)) return;
    store.run("update messages set state = 'active' where id = ?", id);
    if (row.flow_key !== null) flows.started(row.flow_key);
    track(
      run(row).finally(() => {
        if (row.flow_key !== null) flows.finished(row.flow_key);
      }),
    );
  };

  const hold = (row: Row): boolean => {
    const ms = held.delete(row.id) ? 0 : chaos.holdMs(row.queue === null ? "free" : "in queue");
    if (ms === 0) return false;
    held.add(row.id);
    store.run("update messages set due_at = ? where id = ?", clock.now() + ms, row.id);
    return true;
  };

  const run = async (row: Row) => {
    const message: Message = JSON.parse(row.record);
    addLog(broker, message, "ACTIVE");
    const answered = await send(message, row);
    if (abort.signal.aborted) return;
    if (chaos.duplicates()) track(replay(message, row));
    if (chaos.crashes()) {
      store.run(
        "update messages set state = 'waiting', due_at = ? where id = ?",
        clock.now() + REPLAY_AFTER_MS,
        row.id,
      );
      return;
    }
    const outcome = chaos.dropsResponse() ? lost(answered) : answered;
    settle(broker, { message, body: row.body, retried: row.retried, outcome });
  };

  const replay = async (message: Message, row: Row) => {
    await sleepFor(chaos.holdMs("free"), undefined, { signal: abort.signal }).catch(() => undefined);
    if (!abort.signal.aborted) await send(message, row);
  };

  const send = async (message: Message, { body, retried }: Row): Promise<Outcome> => {
    const signature = await signDelivery({ key: broker.keys[broker.keys.signer], url: message.url, body });
    return await attempt({ message, body, retried, signature, signal: abort.signal });
  };

  const track = (work: Promise<void>) => {
    const tracked = work
      .catch((error: unknown) =>
        broker.log(`delivery failed unexpectedly: ${error instanceof Error ? error.stack : error}`),
      )
      .finally(() => {
        active.delete(tracked);
        wake();
      });
    active.add(tracked);
  };

  return {
    wake,
    async tick() {
      do {
        pump();
        await Promise.all(active);
      } while (isWoken || active.size > 0);
    },
    whenEmpty() {
      wake();
      return new Promise((resolve) => emptyWaiters.add(resolve));
    },
    activeCount: () => active.size,
    async stop() {
      abort.abort();
      clearTimeout(timer);
      await Promise.all(active);
      store.run("update messages set state = 'waiting' where state = 'active'");
    },
  };
}

function lost(outcome: Outcome): Outcome {
  return { ...outcome, status: 0, error: "chaos: the answer was lost" };
}
