import { renewTokens } from "../_connections/oauth.ts";
import { openedConnection } from "../_connections/opened-connection.ts";
import type { SealedConnection } from "../_connections/secret.ts";
import { type ConnectionTools, contextOf, useConnection } from "../_connections/use-connection.ts";
import { ConnectorError } from "../_connectors/connector-error.ts";

/** How a try went: whose account it is, or why it did not work, in words without the secret. */
export type Tried = { works: true; account: string } | { works: false; error: string };

const TIMEOUT_MS = 15_000;

/** Calls the service with a stored connection, and notes how that went. */
export async function tryConnection(tools: ConnectionTools, sealed: SealedConnection): Promise<Tried> {
  if (sealed.signIn === "needed") return { works: false, error: "sign in at the service first" };
  const used = await useConnection(
    tools,
    sealed,
    {
      timeoutMs: TIMEOUT_MS,
      idempotencyKey: testKey(),
      accountOf: (account: string) => account,
      isTest: true,
    },
    ({ adapter, credential }, context) => adapter.test(credential, context),
  );
  return "error" in used
    ? { works: false, error: used.error.message }
    : { works: true, account: used.answer.slice(0, 200) };
}

/** The same with a credential that is stored nowhere. */
export async function tryCredential(
  tools: Pick<ConnectionTools, "outbound" | "devOrigin">,
  connector: string,
  credential: Record<string, unknown>,
): Promise<Tried> {
  const context = contextOf(tools, { timeoutMs: TIMEOUT_MS, idempotencyKey: testKey() });
  const opened = openedConnection(connector, { credential, tokens: null });
  try {
    const tokens = opened.oauth
      ? await renewTokens(context, opened.oauth.rule, opened.oauth.app, null)
      : null;
    const { adapter, redact } = openedConnection(connector, { credential, tokens });
    const account = await adapter.test(opened.credential, { ...context, token: tokens?.accessToken ?? null });
    return { works: true, account: redact(account).slice(0, 200) };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return { works: false, error: opened.redact(error.message) };
  }
}

/** Each test is a message of its own, where the service tells messages apart. */
function testKey(): string {
  return `test-${crypto.randomUUID()}`;
}
