import { Client } from "@upstash/qstash";
import type { Env } from "./env.ts";

/** The message an outbox row owes. */
export interface Job {
  id: number;
  attempt: number;
  delayMs: number;
  /** The organisation whose turn it takes, as the database knows it. */
  org?: string | null | undefined;
}

const TIMEOUT_MS = 3000;
const FUNCTION_OF: Readonly<Record<string, string>> = { mine: "mine", run: "runs" };

/**
 * Sends a job to the function of its topic. Of one organisation QStash delivers so many at a time and keeps the rest, so
 * that others need not wait behind them. Rejects when QStash does not answer in time: nothing is lost by that, the
 * outbox row is there and the next tick publishes it.
 */
export function createPublisher(
  env: Pick<Env, "QSTASH_URL" | "QSTASH_TOKEN" | "FLOYO_FUNCTIONS_URL" | "FLOYO_ORG_PARALLELISM">,
): (topic: string, job: Job) => Promise<void> {
  const client = new Client({
    baseUrl: env.QSTASH_URL,
    token: env.QSTASH_TOKEN,
    retry: { retries: 1, backoff: () => 100 },
    devMode: false,
    enableTelemetry: false,
  });
  return async (topic, job) => {
    const published = client.publishJSON({
      // Mining and runs have a function of their own, the rest of the outbox is the jobs'.
      url: `${env.FLOYO_FUNCTIONS_URL}/${FUNCTION_OF[topic] ?? "jobs"}`,
      body: { outboxId: job.id, attempt: job.attempt },
      deduplicationId: `${job.id}-${job.attempt}`,
      delay: Math.ceil(job.delayMs / 1000),
      retries: 5,
      label: topic,
      ...(job.org ? { flowControl: { key: `org-${job.org}`, parallelism: env.FLOYO_ORG_PARALLELISM } } : {}),
    });
    await within(TIMEOUT_MS, published);
  };
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`QStash did not answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
