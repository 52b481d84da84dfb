import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { KillPoint, Order, Variant } from "./kill-points.ts";

interface Worker {
  child: ChildProcess;
  url: Promise<string>;
  /** Rows of the outbox whose deliveries it did not answer. */
  lost: Set<number>;
}

export interface Kill {
  point: KillPoint | "elsewhere" | "Postgres";
  /** Rows of the outbox that were being worked on. */
  jobs: ReadonlySet<number>;
}

export interface Fleet {
  /** Hands a delivery to the worker of the moment; 503 when it dies meanwhile. */
  forward(request: Request): Promise<Response>;
  /** Has the worker die at the point, or elsewhere when it does not come there in time. */
  kill(order: Order, withinMs: number): Promise<void>;
  /** Kills it now, whatever it does, if it has an order to die when a call is received. */
  callReceived(): void;
  /** Notes that Postgres dies now, under all that is being worked on. */
  postgresDies(): void;
  kills: readonly Kill[];
  stop(): Promise<void>;
}

interface FleetOptions {
  variables: Record<string, string>;
  variant: Variant;
  leaseMs: number;
}

/** One worker that works and one that is ready to take its place. */
export function startFleet(options: FleetOptions): Fleet {
  const kills: Kill[] = [];
  let active = startWorker(options);
  let spare = startWorker(options);
  let order: Order | null = null;
  let isStopping = false;
  const underway = new Set<number>();

  async function forward(request: Request): Promise<Response> {
    const worker = active;
    const body = await request.text();
    const { outboxId } = JSON.parse(body) as { outboxId: number };
    const headers = Object.fromEntries(
      ["upstash-signature", "content-type"].map((name) => [name, request.headers.get(name) ?? ""]),
    );
    underway.add(outboxId);
    try {
      const response = await fetch(`${await worker.url}/functions/v1/runs`, {
        method: "POST",
        headers,
        body,
      });
      return new Response(await response.text(), { status: response.status, headers: response.headers });
    } catch {
      worker.lost.add(outboxId);
      return new Response(null, { status: 503, headers: { "retry-after": "1" } });
    } finally {
      underway.delete(outboxId);
    }
  }

  async function kill(given: Order, withinMs: number): Promise<void> {
    const victim = active;
    await victim.url;
    order = { ...given };
    if (given.point !== "call received") victim.child.send(given);
    const died = await exitOf(victim.child, withinMs);
    order = null;
    if (!died) {
      victim.child.kill("SIGKILL");
      await exitOf(victim.child, 10_000);
    }
    active = spare;
    spare = startWorker(options);
    if (!isStopping) kills.push({ point: died ? given.point : "elsewhere", jobs: victim.lost });
  }

  return {
    kills,
    forward,
    kill,
    callReceived() {
      if (order?.point !== "call received") return;
      if (order.skip-- <= 0) active.child.kill("SIGKILL");
    },
    postgresDies: () => void kills.push({ point: "Postgres", jobs: new Set(underway) }),
    async stop() {
      isStopping = true;
      for (const { child } of [active, spare]) {
        child.kill("SIGKILL");
        await exitOf(child, 10_000);
      }
    },
  };
}

function startWorker({ variables, variant, leaseMs }: FleetOptions): Worker {
  const child = fork(join(import.meta.dirname, "killed-worker.ts"), [variant, String(leaseMs)], {
    env: { ...process.env, ...variables },
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const url = new Promise<string>((resolve, reject) => {
    child.once("message", (message: { url: string }) => resolve(message.url));
    child.once("exit", () => reject(new Error("the worker ended before it listened")));
  });
  url.catch(() => {});
  return { child, url, lost: new Set() };
}

function exitOf(child: ChildProcess, withinMs: number): Promise<boolean> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(true);
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), withinMs);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
