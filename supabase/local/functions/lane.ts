import { startWorker, type Worker, type WorkerOptions } from "./worker.ts";

/** The processes of one function: at most one takes new requests, replaced ones finish what they began. */
export interface Lane {
  /** The process for a request, kept until `give`; null when the function's code does not load. */
  take(): Promise<Worker | null>;
  /** Called when the request has ended. */
  give(worker: Worker): Promise<void>;
  /** Makes the next request meet a new process. */
  replace(): Promise<void>;
  pids(): number[];
  stop(): Promise<void>;
}

/** `recycle`: each request gets a process of its own, killed after it. */
export function newLane(options: WorkerOptions, recycle: "after each request" | "never"): Lane {
  const alive = new Set<Worker>();
  const starting = new Set<Promise<Worker | null>>();
  const taken = new WeakMap<Worker, number>();
  const stopping = new AbortController();
  let current: Promise<Worker | null> | null = null;

  function start(): Promise<Worker | null> {
    const start = startWorker(options, stopping.signal).then((worker) => {
      starting.delete(start);
      if (!worker) return null;
      alive.add(worker);
      void worker.whenEnded.then(() => alive.delete(worker));
      return worker;
    });
    starting.add(start);
    return start;
  }

  // Counted when it is handed out, not when the request opens: in between a changed file would end it.
  function count(worker: Worker, change: 1 | -1): Worker {
    taken.set(worker, (taken.get(worker) ?? 0) + change);
    return worker;
  }

  function retire(worker: Worker | null): void {
    if (worker && !taken.get(worker)) worker.kill();
  }

  return {
    async take() {
      if (stopping.signal.aborted) return null;
      if (recycle === "after each request") return start();
      // Twice: the process may have ended since the last request, but one that ends at once is not tried for ever.
      for (let attempt = 0; attempt < 2; attempt++) {
        current ??= start();
        const mine = current;
        const worker = await mine;
        if (worker && !worker.ended()) return count(worker, 1);
        if (current === mine) current = null;
        if (!worker) return null;
      }
      return null;
    },
    async give(worker) {
      if (recycle === "after each request") return worker.kill();
      count(worker, -1);
      if ((await current) !== worker) retire(worker);
    },
    async replace() {
      const old = current;
      current = null;
      retire(await old);
    },
    pids: () => [...alive].map((worker) => worker.pid),
    async stop() {
      stopping.abort();
      await Promise.all(starting);
      await Promise.all([...alive].map((worker) => worker.whenEnded));
    },
  };
}
