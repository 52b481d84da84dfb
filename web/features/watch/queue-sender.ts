import { FloyoError } from "@floyo/shared/errors.ts";
import { type CaptureRules, capturedBy } from "@floyo/shared/events/capture-rules.ts";
import { MAX_EVENTS_PER_BATCH } from "@floyo/shared/events/event.ts";
import { judgeSent } from "@floyo/shared/events/watch/judge-sent.ts";
import { retryDelay } from "../../lib/retry-delay.ts";
import { type Posted, postBatch } from "./post-batch.ts";
import type { QueueRow, WatchStore } from "./watch-store.ts";

const LATER_PAUSE_MS = 60_000;
const LONG_PAUSE_MS = 3_600_000;

/** Why events wait, or null when nothing keeps them. */
export type SendProblem = "offline" | "busy" | "signed out" | "clock ahead" | { message: string };

export interface SenderNews {
  waiting: number;
  problem: SendProblem | null;
  /** Events refused for good since this sender started. */
  refused: number;
}

export interface SenderOptions {
  sourceId: string;
  store: WatchStore;
  url: string;
  token: () => Promise<string>;
  /** What may leave the device, asked before each batch; while it throws, nothing is sent. */
  readRules: () => Promise<CaptureRules>;
  onNews: (news: SenderNews) => void;
  /** Events of this batch are stored now. */
  onStored?: () => void;
  /** The source is gone on the server: nothing of its queue can ever be sent. */
  onNoSource: () => void;
  /** Tells `online` when the network is back; the page's window. */
  network: EventTarget;
  signal: AbortSignal;
}

export interface QueueSender {
  /** Something new is in the queue. A pause that keeps the sender from sending goes on. */
  wake: () => void;
}

/**
 * Empties the queue of one source in its order, one batch at a time, and keeps trying with back-off (or as long as
 * `Retry-After` asks) for as long as it takes. An event leaves the queue only with its verdict.
 */
export function startSender(options: SenderOptions): QueueSender {
  const { sourceId, store, onNews, onNoSource, signal } = options;
  let endIdling = () => {};
  let endPause = () => {};
  let hasNew = false;
  let failures = 0;
  let refused = 0;
  let limit = MAX_EVENTS_PER_BATCH;

  async function tell(problem: SendProblem | null): Promise<void> {
    onNews({ waiting: await store.countQueue(sourceId), problem, refused });
  }

  function idle(): Promise<void> {
    return new Promise((done) => {
      endIdling = done;
      if (hasNew || signal.aborted) done();
    });
  }

  function pause(ms: number): Promise<void> {
    return new Promise((done) => {
      const timer = setTimeout(done, ms);
      endPause = () => {
        clearTimeout(timer);
        done();
      };
    });
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      hasNew = false;
      const batch = await store.readQueue(sourceId, limit);
      if (batch.length === 0) {
        await tell(null);
        await idle();
        continue;
      }
      const waitMs = await send(batch);
      if (waitMs > 0 && !signal.aborted) await pause(waitMs);
    }
  }

  /** Milliseconds to wait before the next batch. */
  async function send(queued: QueueRow[]): Promise<number> {
    let batch: QueueRow[];
    try {
      batch = await withoutRuledOut(queued, await options.readRules());
    } catch (error) {
      const isSignedOut = error instanceof FloyoError && error.code === "unauthorized";
      await tell(isSignedOut ? "signed out" : "offline");
      return retryDelay(failures++, Math.random());
    }
    if (batch.length === 0) return 0;
    const posted = await postBatch(
      { source: sourceId, events: batch.map(({ event }) => event) },
      { ...options, fetch: (...request) => fetch(...request), nowMs: Date.now() },
    );
    if (posted.kind === "judged") {
      failures = 0;
      limit = MAX_EVENTS_PER_BATCH;
      const { over, refusedCount, laterCount, isClockAhead } = judgeSent(batch, posted.rejected);
      await store.removeQueued(sourceId, over);
      if (posted.accepted > 0) options.onStored?.();
      refused += refusedCount;
      await tell(laterCount === 0 ? null : isClockAhead ? "clock ahead" : "busy");
      return laterCount > 0 ? LATER_PAUSE_MS : 0;
    }
    if (posted.kind === "no source") {
      onNoSource();
      return LONG_PAUSE_MS;
    }
    if (posted.kind === "later" && posted.reason === "too large") {
      limit = Math.max(1, Math.floor(batch.length / 2));
    }
    await tell(problemOf(posted));
    const asked = posted.kind === "later" ? posted.retryAfterMs : null;
    return asked ?? retryDelay(failures++, Math.random());
  }

  /** What the person ruled out leaves the queue here and never the device. */
  async function withoutRuledOut(queued: QueueRow[], rules: CaptureRules): Promise<QueueRow[]> {
    const isCaptured = capturedBy(rules);
    const held = queued.filter(({ event }) => !isCaptured(event));
    if (held.length > 0)
      await store.removeQueued(
        sourceId,
        held.map(({ n }) => n),
      );
    return queued.filter(({ event }) => isCaptured(event));
  }

  const hurry = () => endPause();
  options.network.addEventListener("online", hurry, { signal });
  signal.addEventListener("abort", () => {
    endIdling();
    endPause();
  });
  // Asked for now, so that the first event does not wait for it.
  void options.token().catch(() => {});
  void run().catch((error: unknown) => {
    if (!signal.aborted) {
      console.error(error);
      onNews({
        waiting: 0,
        problem: { message: "This page cannot read its queue. Load it again." },
        refused,
      });
    }
  });
  return {
    wake() {
      hasNew = true;
      endIdling();
    },
  };
}

/** What keeps events from being sent, as a person reads it. */
export function problemWords(problem: SendProblem): string {
  if (typeof problem === "object") return problem.message;
  return {
    offline: "No connection. They are kept here and sent when it is back.",
    busy: "Floyo is busy. They are kept here and sent again by themselves.",
    "signed out": "You are signed out. Sign in again; they are kept here until then.",
    "clock ahead": "This device's clock is ahead. Set it; the events are kept here and taken then.",
  }[problem];
}

function problemOf(posted: Exclude<Posted, { kind: "judged" } | { kind: "no source" }>): SendProblem {
  if (posted.kind === "signed out") return "signed out";
  if (posted.kind === "refused") return { message: posted.message };
  return posted.reason === "too large" ? "busy" : posted.reason;
}
