import type { AuthCore } from "../core.ts";
import { allowedRedirect } from "../redirects.ts";
import { type CoreSession, type CoreUser, coreClaims, type SessionTokens } from "../tokens.ts";
import { atStandIn, withStandIn } from "./google-address.ts";
import type { Providers } from "./settings.ts";

interface Parts {
  core: AuthCore;
  tokens: SessionTokens;
  providers: Providers;
  siteUrl: string;
  allowList: readonly string[];
}

/** GET /authorize: on to the provider's page. */
export async function goToProvider({ core, providers, ...rest }: Parts, url: URL): Promise<Response> {
  const query = new URLSearchParams(url.searchParams);
  query.set("redirect_to", allowedRedirect(query.get("redirect_to"), rest));
  const answer = await core.ask(`/authorize?${query}`, { method: "GET" });
  const target = answer.headers.get("location");
  const elsewhere = target && providers.google?.url ? atStandIn(target, providers.google.url) : null;
  return elsewhere ? found(elsewhere) : answer;
}

/**
 * GET /callback: back from the provider, and on to the app: with a code to exchange, or with the session in the
 * fragment, whose token the core has signed in its own way.
 */
export async function comeBack({ core, tokens, providers }: Parts, url: URL): Promise<Response> {
  const answer = await withStandIn(providers.google?.url, () =>
    core.ask(`/callback${url.search}`, { method: "GET" }),
  );
  const target = new URL(answer.headers.get("location") ?? "about:blank");
  const fragment = new URLSearchParams(target.hash.slice(1));
  const coreToken = fragment.get("access_token");
  if (!coreToken) return answer;
  const { sub } = coreClaims(coreToken);
  const person = await core.ask("/user", { method: "GET", claims: { sub, role: "authenticated" } });
  const session: CoreSession = {
    access_token: coreToken,
    refresh_token: fragment.get("refresh_token") ?? "",
    expires_in: Number(fragment.get("expires_in")),
    expires_at: Number(fragment.get("expires_at")),
    user: (await person.json()) as CoreUser,
  };
  fragment.set("access_token", (await tokens.resign(session, "oauth")).access_token);
  target.hash = fragment.toString();
  return found(target.href);
}

function found(location: string): Response {
  return new Response(null, { status: 302, headers: { location, "cache-control": "no-store" } });
}
