import { FloyoError } from "@floyo/shared/errors.ts";
import type { TokenAnswer } from "./token-answer.ts";

// A token is renewed this long before it ends, so that one which is handed out outlives the request it is for.
const RENEW_BEFORE_MS = 60_000;

interface TokenSourceOptions {
  fetch: () => Promise<Response>;
  now: () => number;
}

/** Gives the current access token; `forget` makes the next call ask for a new one. */
export type TokenSource = (() => Promise<string>) & { forget: () => void };

/**
 * A token is kept in memory only. Callers that ask at the same time share one request. Throws `unauthorized` when the
 * session is over.
 */
export function createTokenSource({ fetch, now }: TokenSourceOptions): TokenSource {
  let token: TokenAnswer | null = null;
  let pending: Promise<string> | null = null;

  async function renew(): Promise<string> {
    const response = await fetch();
    if (response.status === 401) throw new FloyoError("unauthorized", "You are signed out. Sign in again.");
    if (!response.ok)
      throw new FloyoError("unavailable", `The site gave no token (status ${response.status}).`);
    const { TokenAnswer } = await import("./token-answer.ts");
    token = TokenAnswer.parse(await response.json());
    return token.accessToken;
  }

  const current = () => {
    if (token && token.expiresAt * 1000 - now() > RENEW_BEFORE_MS) return Promise.resolve(token.accessToken);
    pending ??= renew().finally(() => {
      pending = null;
    });
    return pending;
  };
  return Object.assign(current, {
    forget: () => {
      token = null;
    },
  });
}
