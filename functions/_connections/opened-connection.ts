import type { Connector, OAuthRule } from "../../shared/connectors/connector.ts";
import { findConnector } from "../../shared/connectors/connectors.ts";
import { secretsOf } from "../../shared/connectors/secrets-of.ts";
import type { AnyAdapter } from "../_connectors/adapter.ts";
import { findAdapter } from "../_connectors/adapters.ts";
import { ConnectorError } from "../_connectors/connector-error.ts";
import { createRedactor } from "../_secrets/redact.ts";
import type { OAuthApp } from "./oauth.ts";
import type { Secret, Tokens } from "./secret.ts";

/** A connection whose secret is open, in the memory of one step and nowhere else. */
export interface OpenedConnection {
  connector: Connector;
  adapter: AnyAdapter;
  credential: Record<string, unknown>;
  tokens: Tokens | null;
  /** null: no tokens are needed. */
  oauth: { rule: OAuthRule; app: OAuthApp } | null;
  /** Takes the secret out of what is stored. */
  redact<T>(value: T): T;
}

/** Throws when no connector has this key, or the credential is none of its own. */
export function openedConnection(key: string, secret: Secret): OpenedConnection {
  const connector = findConnector(key);
  const adapter = findAdapter(key);
  if (!connector || !adapter) throw new ConnectorError("unknown_connector", `there is no connector "${key}"`);
  const parsed = connector.credential.safeParse(secret.credential);
  if (!parsed.success) {
    throw new ConnectorError(
      "invalid_credential",
      "the stored secret is no longer one of this service: replace it",
      {
        blamesSecret: true,
      },
    );
  }
  const credential = parsed.data as Record<string, unknown>;
  const rule = connector.oauth?.(credential) ?? null;
  const { accessToken = "", refreshToken = null } = secret.tokens ?? {};
  return {
    connector,
    adapter,
    credential,
    tokens: secret.tokens,
    oauth: rule ? { rule, app: credential as unknown as OAuthApp } : null,
    redact: createRedactor([...secretsOf(key, credential), accessToken, refreshToken ?? ""]),
  };
}
