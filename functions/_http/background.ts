/** Work that goes on after the answer. Only for what is brought back by somebody else if this worker ends meanwhile. */
export interface Background {
  run(work: Promise<unknown>): void;
  whenIdle(): Promise<void>;
}

interface Runtime {
  EdgeRuntime?: { waitUntil(work: Promise<unknown>): void };
}

/** Hosted keeps a worker for what it is told of by `waitUntil`; elsewhere a process simply goes on. */
export function createBackground(): Background {
  const { EdgeRuntime } = globalThis as unknown as Runtime;
  const under = new Set<Promise<unknown>>();
  return {
    run(work) {
      const tracked: Promise<unknown> = work.finally(() => under.delete(tracked));
      under.add(tracked);
      EdgeRuntime?.waitUntil(tracked);
    },
    async whenIdle() {
      while (under.size > 0) await Promise.allSettled(under);
    },
  };
}
