import type { EffectResult } from "../../shared/workflows/engine/apply-result.ts";
import type { ConnectorContext } from "../_connectors/adapter.ts";
import { ConnectorError } from "../_connectors/connector-error.ts";
import type { Database } from "../_db/client.ts";
import { settleConnection } from "../_db/open-connection.ts";
import type { Outbound } from "../_outbound/outbound.ts";
import type { MasterKeys } from "../_secrets/master-keys.ts";
import { freshenTokens, isFresh } from "./fresh-tokens.ts";
import { type OpenedConnection, openedConnection } from "./opened-connection.ts";
import { openSecret, type SealedConnection, type Tokens } from "./secret.ts";

/** What connections are used with. */
export interface ConnectionTools {
  sql: Database;
  outbound: Outbound;
  masters: MasterKeys;
  devOrigin: string | null;
}

export interface UseOptions<Answer> {
  timeoutMs: number;
  idempotencyKey: string;
  accountOf?: (answer: Answer) => string;
  /** Whatever goes wrong is noted: somebody asked whether it works. */
  isTest?: boolean;
}

export type Use<Answer> = (opened: OpenedConnection, context: ConnectorContext) => Promise<Answer>;

export type Used<Answer> = { answer: Answer } | { error: ConnectorError };

/**
 * Opens a connection, renews its tokens where they ended, and does something with it. What it answers or throws is free
 * of its secret; a secret that the service refuses makes the connection failing, one that it takes makes it working.
 */
export async function useConnection<Answer>(
  tools: ConnectionTools,
  sealed: SealedConnection,
  options: UseOptions<Answer>,
  use: Use<Answer>,
): Promise<Used<Answer>> {
  const context = contextOf(tools, options);
  let current = sealed;
  let redact: OpenedConnection["redact"] = (value) => value;
  try {
    const secret = await openSecret(tools.masters, sealed);
    let opened = openedConnection(sealed.connector, secret);
    redact = opened.redact;
    const renew = async () => {
      const fresh = await freshenTokens(tools, current, context);
      current = fresh.sealed;
      opened = withTokens(opened, sealed.connector, fresh.tokens);
      redact = opened.redact;
    };
    if (opened.oauth && !isFresh(opened.tokens, context.now)) await renew();
    const attempt = () => use(opened, { ...context, token: opened.tokens?.accessToken ?? null });
    const answer = await attempt().catch(async (error: unknown) => {
      // 401 did nothing: the service ended the token before its time. Once is enough to find out.
      if (!opened.oauth || !(error instanceof ConnectorError) || error.facts.status !== 401) throw error;
      await renew();
      return attempt();
    });
    const account = options.accountOf?.(answer) ?? null;
    await note(tools, current, { error: null, account });
    return { answer: redact(answer) };
  } catch (thrown) {
    if (!(thrown instanceof ConnectorError)) throw thrown;
    const error = new ConnectorError(redact(thrown.code), redact(thrown.message), thrown.facts);
    if (error.facts.blamesSecret || options.isTest) {
      await note(tools, current, { error: error.message, account: null });
    }
    return { error };
  }
}

export function contextOf(
  { outbound, devOrigin }: Pick<ConnectionTools, "outbound" | "devOrigin">,
  { timeoutMs, idempotencyKey }: { timeoutMs: number; idempotencyKey: string },
): ConnectorContext {
  return { outbound, devOrigin, now: Date.now(), timeoutMs, idempotencyKey, token: null };
}

/** As the engine records it. */
export function resultOf(used: Used<EffectResult>): EffectResult {
  return "error" in used ? used.error.toResult() : used.answer;
}

/** The call was made, whatever becomes of this note: without it the next use tells the same. */
async function note(
  { sql }: ConnectionTools,
  { id, version }: SealedConnection,
  ended: { error: string | null; account: string | null },
): Promise<void> {
  await settleConnection(sql, { connectionId: id, version, ...ended }).catch(() => {});
}

function withTokens({ credential }: OpenedConnection, key: string, tokens: Tokens): OpenedConnection {
  return openedConnection(key, { credential, tokens });
}
