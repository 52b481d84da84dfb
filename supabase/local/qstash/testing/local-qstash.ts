import { Client, Receiver } from "@upstash/qstash";
import { onTestFinished, vi } from "vitest";
import { type Qstash, type QstashOptions, startQstash } from "../start.ts";
import { startDestination, type TestDestination } from "./destination.ts";

export const TOKEN = "local-token";
export const CURRENT_KEY = "sig_local_current";
export const NEXT_KEY = "sig_local_next";

/** A QStash of the test's own with the real client, the real receiver, and somewhere to deliver to. */
export interface LocalQstash {
  qstash: Qstash;
  client: Client;
  receiver: Receiver;
  destination: TestDestination;
  logged: string[];
}

/** Starts all three on free ports and stops them after the test. Retries and delays pass 1000 times as fast. */
export async function localQstash(options: Partial<QstashOptions> = {}): Promise<LocalQstash> {
  const logged: string[] = [];
  // The client reports each refused request there.
  const silenced = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const destination = await startDestination();
  const qstash = await startQstash({
    port: 0,
    token: TOKEN,
    currentSigningKey: CURRENT_KEY,
    nextSigningKey: NEXT_KEY,
    timeScale: 1000,
    log: (line) => logged.push(line),
    ...options,
  });
  onTestFinished(async () => {
    await qstash.stop();
    await destination.stop();
    silenced.mockRestore();
  });
  return { qstash, destination, logged, client: clientFor(qstash), receiver: localReceiver() };
}

export function clientFor({ url }: { url: string }, token = TOKEN): Client {
  return new Client({ baseUrl: url, token, devMode: false, retry: false, enableTelemetry: false });
}

export function localReceiver(): Receiver {
  return new Receiver({ currentSigningKey: CURRENT_KEY, nextSigningKey: NEXT_KEY, devMode: false });
}
