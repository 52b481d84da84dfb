import { setTimeout as pause } from "node:timers/promises";
import type { ConnectorContext } from "../_connectors/adapter.ts";
import { ConnectorError } from "../_connectors/connector-error.ts";
import type { Database } from "../_db/client.ts";
import { endSecretLease, leaseSecret } from "../_db/open-connection.ts";
import type { MasterKeys } from "../_secrets/master-keys.ts";
import { renewTokens } from "./oauth.ts";
import { openedConnection } from "./opened-connection.ts";
import { openSecret, SealedConnection, sealNext, type Tokens } from "./secret.ts";

/** A token that ends within this is renewed first. */
const SPARE_MS = 60_000;
const LEASE_MS = 30_000;
const POLL_MS = 250;
/** Longer than a renewal may take. */
const MAX_POLLS = 60;

export interface Freshened {
  sealed: SealedConnection;
  tokens: Tokens;
}

/** Whether a token still holds at `now`. */
export function isFresh(tokens: Tokens | null, now: number): tokens is Tokens {
  return tokens !== null && (tokens.expiresAt === null || tokens.expiresAt - SPARE_MS > now);
}

/**
 * Renews the tokens of a connection: one worker asks the service, since a refresh token often holds once, and the others
 * take what it stored. Throws `ConnectorError` when the service refuses.
 */
export async function freshenTokens(
  { sql, masters }: { sql: Database; masters: MasterKeys },
  known: SealedConnection,
  context: ConnectorContext,
): Promise<Freshened> {
  const lease = crypto.randomUUID();
  for (let polls = 0; polls < MAX_POLLS; polls++) {
    const { leased, sealed } = await leaseSecret(sql, known, { lease, leaseMs: LEASE_MS });
    if (!sealed) throw new ConnectorError("no_connection", "the connection was deleted");
    const current = SealedConnection.parse(sealed);
    if (leased) return renew({ sql, masters }, current, context, lease);
    const { tokens } = await openSecret(masters, current);
    if (current.version > known.version && tokens) return { sealed: current, tokens };
    await pause(POLL_MS);
  }
  throw new ConnectorError("timed_out", "another step is renewing the access and does not end", {
    isRetryable: true,
  });
}

async function renew(
  { sql, masters }: { sql: Database; masters: MasterKeys },
  sealed: SealedConnection,
  context: ConnectorContext,
  lease: string,
): Promise<Freshened> {
  let isStored = false;
  try {
    const secret = await openSecret(masters, sealed);
    const { oauth } = openedConnection(sealed.connector, secret);
    if (!oauth) throw new ConnectorError("no_connection", "this connection has no tokens");
    const tokens = await renewTokens(context, oauth.rule, oauth.app, secret.tokens);
    const envelope = await sealNext(masters, sealed, { ...secret, tokens });
    isStored = await endSecretLease(sql, { connectionId: sealed.id, lease, envelope });
    return { sealed: { ...sealed, version: sealed.version + (isStored ? 1 : 0), envelope }, tokens };
  } finally {
    if (!isStored)
      await endSecretLease(sql, { connectionId: sealed.id, lease, envelope: null }).catch(() => false);
  }
}
