import type { z } from "zod";
import type { Action, Connector } from "../../shared/connectors/connector.ts";
import type { Value } from "../../shared/workflows/parts.ts";
import type { Outbound } from "../_outbound/outbound.ts";

/** What an adapter is called with besides credential and input. */
export interface ConnectorContext {
  outbound: Outbound;
  /** Stands for the hosts of all services; only development and tests have one. */
  devOrigin: string | null;
  /** Epoch ms. */
  now: number;
  timeoutMs: number;
  /** The same for each attempt of a step. */
  idempotencyKey: string;
  /** The access token of who signed in by OAuth; null: the credential is all there is. */
  token: string | null;
}

/** What a connector does. Throws `ConnectorError` for whatever the service did. */
export interface Adapter<Of extends Connector> {
  /** A call that proves the credential and changes nothing; gives whose account it is, as far as the service says. */
  test(credential: z.output<Of["credential"]>, context: ConnectorContext): Promise<string>;
  actions: {
    [Key in Of["actions"][number]["key"]]: (
      input: z.output<Extract<Of["actions"][number], Action<Key>>["input"]>,
      credential: z.output<Of["credential"]>,
      context: ConnectorContext,
    ) => Promise<Value>;
  };
}

/** An adapter without its own types, for code that treats all alike. */
export interface AnyAdapter {
  test(credential: unknown, context: ConnectorContext): Promise<string>;
  actions: Readonly<
    Record<string, (input: unknown, credential: unknown, context: ConnectorContext) => Promise<Value>>
  >;
}
