import { findAction, findConnector } from "../../../shared/connectors/connectors.ts";
import { createOutbound, type OutboundOptions } from "../../_outbound/outbound.ts";
import type { ConnectorContext } from "../adapter.ts";
import { findAdapter } from "../adapters.ts";
import { ConnectorError } from "../connector-error.ts";
import { type Service, type Services, serveServices } from "./serve-services.ts";

export const NOW = Date.parse("2026-12-01T09:00:00Z");

/** A connector with a credential, called as a step calls it: settings through its schema, over HTTP. */
export interface Connected {
  /** `file`: the bytes of the run's file that the step named. */
  run(
    action: string,
    settings: object,
    context?: Partial<ConnectorContext>,
    file?: Uint8Array,
  ): Promise<unknown>;
  test(context?: Partial<ConnectorContext>): Promise<string>;
  services: Services;
}

export async function withConnector(
  options: {
    connector: string;
    credential: object;
    services: Readonly<Record<string, Service>>;
    token?: string;
    outbound?: OutboundOptions;
  },
  act: (connected: Connected) => Promise<void>,
): Promise<void> {
  const services = await serveServices(options.services);
  const adapter = findAdapter(options.connector);
  const credential = findConnector(options.connector)?.credential.parse(options.credential);
  const context: ConnectorContext = {
    outbound: createOutbound({ exempt: [services.exempt], ...options.outbound }),
    devOrigin: services.origin,
    now: NOW,
    timeoutMs: 5000,
    idempotencyKey: "run-1/send",
    token: options.token ?? null,
  };
  try {
    await act({
      services,
      test: async (more) => (await adapter?.test(credential, { ...context, ...more })) ?? "no adapter",
      run: async (action, settings, more, file) => {
        const input = findAction(options.connector, action)?.input.parse(settings);
        const given = file ? { ...(input as object), bytes: file } : input;
        return adapter?.actions[action]?.(given, credential, { ...context, ...more });
      },
    });
  } finally {
    await services.stop();
  }
}

/** How the engine records what was thrown, and whether the connection is to blame. */
export async function refusal(call: Promise<unknown>) {
  const error = await call.then(
    (answer) => new Error(`answered ${JSON.stringify(answer)}`),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ConnectorError)) throw error;
  return { ...error.toResult(), blamesSecret: error.facts.blamesSecret ?? false } as {
    ended: string;
    error: { code: string; message: string; status?: number };
    isRetryable: boolean;
    retryAfterSeconds?: number;
    blamesSecret: boolean;
  };
}

export function test(name: string, fn: () => Promise<void>): void {
  Deno.test({ name: `connectors: ${name}`, fn, sanitizeOps: false, sanitizeResources: false });
}
