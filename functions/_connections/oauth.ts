import { z } from "zod";
import type { OAuthRule } from "../../shared/connectors/connector.ts";
import type { ConnectorContext } from "../_connectors/adapter.ts";
import { callService } from "../_connectors/call-service.ts";
import { ConnectorError } from "../_connectors/connector-error.ts";
import { basic } from "../_connectors/http.ts";
import { textAt } from "../_connectors/read-json.ts";
import type { Tokens } from "./secret.ts";

/** The app that a person registered at the service. */
export interface OAuthApp {
  clientId: string;
  clientSecret: string;
}

const Answer = z.object({
  access_token: z.string().min(1).max(20_000),
  refresh_token: z.string().max(20_000).optional(),
  // Some services send the number as text.
  expires_in: z.coerce.number().positive().optional(),
});
/** Errors that a new sign-in or another app mends. https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
const OF_THE_SECRET = new Set(["invalid_grant", "invalid_client", "unauthorized_client", "invalid_scope"]);

/** Where the person signs in (RFC 6749 with PKCE, RFC 7636). */
export function authorizeUrl(
  rule: OAuthRule,
  {
    clientId,
    redirectUri,
    state,
    challenge,
  }: { clientId: string; redirectUri: string; state: string; challenge: string },
): string {
  const url = new URL(rule.authorizeUrl);
  const parameters = {
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectUri,
    ...(rule.scope ? { scope: rule.scope } : {}),
    state,
    code_challenge: challenge,
    code_challenge_method: "S256",
    ...rule.extra,
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

/** The tokens for the code that the person came back with. */
export function exchangeCode(
  context: ConnectorContext,
  rule: OAuthRule,
  app: OAuthApp,
  { code, verifier, redirectUri }: { code: string; verifier: string; redirectUri: string },
): Promise<Tokens> {
  const form = { grant_type: "authorization_code", code, code_verifier: verifier, redirect_uri: redirectUri };
  return askForTokens(context, rule, app, form, null);
}

/** New tokens for those that ended. Throws where only the person can get them. */
export async function renewTokens(
  context: ConnectorContext,
  rule: OAuthRule,
  app: OAuthApp,
  tokens: Tokens | null,
): Promise<Tokens> {
  if (rule.grant === "client-credentials") {
    const form = { grant_type: "client_credentials", ...(rule.scope ? { scope: rule.scope } : {}) };
    return askForTokens(context, rule, app, form, null);
  }
  if (!tokens) throw signInFirst("nobody has signed in at the service yet");
  if (!tokens.refreshToken) throw signInFirst("the service ended the access and gave no way to renew it");
  const form = { grant_type: "refresh_token", refresh_token: tokens.refreshToken };
  return askForTokens(context, rule, app, form, tokens.refreshToken);
}

async function askForTokens(
  context: ConnectorContext,
  { tokenUrl, clientAuth }: OAuthRule,
  { clientId, clientSecret }: OAuthApp,
  form: Record<string, string>,
  refreshToken: string | null,
): Promise<Tokens> {
  const isBasic = clientAuth === "basic";
  const app: Record<string, string> = isBasic ? {} : { client_id: clientId, client_secret: clientSecret };
  const { body } = await callService(
    context,
    {
      method: "POST",
      url: tokenUrl,
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        // Both parts are form-encoded first: RFC 6749, 2.3.1.
        ...(isBasic
          ? { authorization: `Basic ${basic(formEncoded(clientId), formEncoded(clientSecret))}` }
          : {}),
      },
      body: new URLSearchParams({ ...form, ...app }).toString(),
    },
    ({ body, status }) => {
      const error = textAt(body, "error");
      const said = textAt(body, "error_description") || error;
      return {
        ...(error ? { code: error, message: said } : {}),
        blamesSecret: status === 401 || OF_THE_SECRET.has(error),
      };
    },
  ).catch((error: unknown) => {
    // Asking again for a token does nothing twice that anybody would mind.
    if (error instanceof ConnectorError && error.facts.isUnknown) {
      throw new ConnectorError(error.code, error.message, { isRetryable: true, cause: error });
    }
    throw error;
  });
  const answer = Answer.safeParse(body);
  if (!answer.success)
    throw new ConnectorError("broken_answer", "the service answered without an access token");
  const { access_token, refresh_token, expires_in } = answer.data;
  return {
    accessToken: access_token,
    refreshToken: refresh_token ?? refreshToken,
    expiresAt: expires_in === undefined ? null : context.now + expires_in * 1000,
  };
}

function signInFirst(why: string): ConnectorError {
  return new ConnectorError("sign_in_needed", `${why}: sign in again under Connections`, {
    blamesSecret: true,
  });
}

function formEncoded(text: string): string {
  return new URLSearchParams({ x: text }).toString().slice(2);
}

/** A verifier of 43 signs and its challenge. */
export async function makePkce(): Promise<{ verifier: string; challenge: string }> {
  const verifier = randomText();
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  return { verifier, challenge: base64Url(new Uint8Array(digest)) };
}

/** 32 random bytes, for addresses. */
export function randomText(): string {
  return base64Url(crypto.getRandomValues(new Uint8Array(32)));
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
}
