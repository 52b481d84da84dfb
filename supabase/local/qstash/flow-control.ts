import type { Broker } from "./broker.ts";
import type { FlowControl } from "./message.ts";
import { RequestError } from "./request-error.ts";
import type { Store } from "./store.ts";

/** What is kept of a key over restarts. Running counts are not: nothing runs across a restart. */
interface FlowRecord {
  parallelism?: number;
  rate?: number;
  periodSeconds: number;
  pinnedParallelism: boolean;
  pinnedRate: boolean;
  paused: boolean;
}

/** Counts what runs per flow-control key and says how many more may start. */
export interface FlowControls {
  /** Takes over the limits that an incoming message carries, unless they are pinned. */
  learn(flow: FlowControl): void;
  /** How many deliveries of the key may start now. */
  allowance(key: string, now: number): number;
  /** The moment at which a key that used up its rate may start again; null when rate is not what holds it. */
  opensAt(key: string, now: number): number | null;
  started(key: string): void;
  finished(key: string): void;
  describe(key: string): Record<string, unknown>;
  list(): Record<string, unknown>[];
  pause(key: string): void;
  resume(key: string): void;
  pin(key: string, limits: { parallelism?: number; rate?: number; periodSeconds?: number }): void;
  unpin(key: string, which: { parallelism: boolean; rate: boolean }): void;
  resetRate(key: string): void;
}

interface Running {
  active: number;
  rateCount: number;
  periodStart: number;
}

export function createFlowControls(broker: Pick<Broker, "store" | "clock" | "timeScale">): FlowControls {
  const { store, clock, timeScale } = broker;
  const running = new Map<string, Running>();
  const runningOf = (key: string): Running => {
    const known = running.get(key) ?? { active: 0, rateCount: 0, periodStart: clock.now() };
    running.set(key, known);
    return known;
  };
  const periodMs = (record: FlowRecord) => (record.periodSeconds * 1000) / timeScale;

  const rollPeriod = (key: string, record: FlowRecord, now = clock.now()): Running => {
    const counts = runningOf(key);
    if (now - counts.periodStart >= periodMs(record)) {
      counts.periodStart = now;
      counts.rateCount = 0;
    }
    return counts;
  };

  const describe = (key: string) => {
    const record = readRecord(store, key);
    if (!record) throw new RequestError(404, `flow control key "${key}" not found`);
    const counts = rollPeriod(key, record);
    const waiting = store.get<{ n: number }>(
      "select count(*) as n from messages where state = 'waiting' and flow_key = ? and due_at <= ?",
      key,
      clock.now(),
    );
    return {
      flowControlKey: key,
      waitListSize: waiting?.n ?? 0,
      parallelismMax: record.parallelism ?? 0,
      parallelismCount: counts.active,
      rateMax: record.rate ?? 0,
      rateCount: counts.rateCount,
      ratePeriod: record.periodSeconds,
      ratePeriodStart: Math.floor(counts.periodStart / 1000),
      isPaused: record.paused,
      isPinnedParallelism: record.pinnedParallelism,
      isPinnedRate: record.pinnedRate,
    };
  };

  const change = (key: string, edit: (record: FlowRecord) => FlowRecord) =>
    writeRecord(store, key, edit(readRecord(store, key) ?? EMPTY));

  return {
    learn(flow) {
      change(flow.key, (record) => ({
        ...record,
        ...(record.pinnedParallelism ? {} : { parallelism: flow.parallelism }),
        ...(record.pinnedRate ? {} : { rate: flow.rate, periodSeconds: flow.periodSeconds ?? 1 }),
      }));
    },
    allowance(key, now) {
      const record = readRecord(store, key);
      if (!record) return Number.POSITIVE_INFINITY;
      if (record.paused) return 0;
      const counts = rollPeriod(key, record, now);
      return Math.max(
        0,
        Math.min(
          (record.parallelism ?? Number.POSITIVE_INFINITY) - counts.active,
          (record.rate ?? Number.POSITIVE_INFINITY) - counts.rateCount,
        ),
      );
    },
    opensAt(key, now) {
      const record = readRecord(store, key);
      if (!record || record.paused || record.rate === undefined) return null;
      const counts = rollPeriod(key, record, now);
      return counts.rateCount >= record.rate ? Math.ceil(counts.periodStart + periodMs(record)) : null;
    },
    started(key) {
      const counts = runningOf(key);
      counts.active += 1;
      counts.rateCount += 1;
    },
    finished(key) {
      runningOf(key).active -= 1;
    },
    describe,
    list: () =>
      store
        .all<{ key: string }>("select key from flow_controls order by key")
        .map(({ key }) => describe(key)),
    pause: (key) => change(key, (record) => ({ ...record, paused: true })),
    resume: (key) => change(key, (record) => ({ ...record, paused: false })),
    pin(key, { parallelism, rate, periodSeconds }) {
      change(key, (record) => ({
        ...record,
        ...(parallelism === undefined ? {} : { parallelism, pinnedParallelism: true }),
        ...(rate === undefined ? {} : { rate, periodSeconds: periodSeconds ?? 1, pinnedRate: true }),
      }));
      Object.assign(runningOf(key), { rateCount: 0, periodStart: clock.now() });
    },
    unpin: (key, which) =>
      change(key, (record) => ({
        ...record,
        pinnedParallelism: record.pinnedParallelism && !which.parallelism,
        pinnedRate: record.pinnedRate && !which.rate,
      })),
    resetRate: (key) => void Object.assign(runningOf(key), { rateCount: 0, periodStart: clock.now() }),
  };
}

const EMPTY: FlowRecord = { periodSeconds: 1, pinnedParallelism: false, pinnedRate: false, paused: false };

function readRecord(store: Store, key: string): FlowRecord | undefined {
  const row = store.get<{ record: string }>("select record from flow_controls where key = ?", key);
  return row ? JSON.parse(row.record) : undefined;
}

function writeRecord(store: Store, key: string, record: FlowRecord): void {
  store.run(
    "insert into flow_controls (key, record) values (?, ?) on conflict (key) do update set record = excluded.record",
    key,
    JSON.stringify(record),
  );
}
