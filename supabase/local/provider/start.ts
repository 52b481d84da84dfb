import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Providers } from "../auth/providers/settings.ts";
import type { OidcServer } from "./oidc-server.ts";
import { consentPage } from "./page.ts";

export const PROVIDER_PATH = "/provider/v1";

const CLIENT = { clientId: "floyo-local", secret: "floyo-local-only" };
/** The pages to which Google's and GitHub's own addresses lead here. */
const PAGES: Record<string, string> = { "/authorize": "Google", "/login/oauth/authorize": "GitHub" };

/** Sign-in by the test provider under this address, in the guise of both. */
export function testProviders(url: string): Providers {
  const client = { ...CLIENT, url: `${url}${PROVIDER_PATH}` };
  return { github: client, google: client };
}

export interface TestProvider {
  handleRequest(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/**
 * A provider of sign-in for a machine without accounts elsewhere: a page to say who one is, before a real OpenID
 * server. It sends people nowhere but back to this platform's own callback.
 */
export function createTestProvider(url: string): TestProvider {
  const callback = `${url}/auth/v1/callback`;
  let starting: Promise<OidcServer> | null = null;
  return {
    async handleRequest(request, response) {
      // Started by the first request: most days nobody signs in this way.
      starting ??= import("./oidc-server.ts").then(({ createOidcServer }) => createOidcServer());
      const server = await starting;
      const asked = new URL(request.url ?? "", url);
      const path = asked.pathname.slice(PROVIDER_PATH.length);
      const page = request.method === "GET" ? PAGES[path] : undefined;
      if (!page) return server.handle(request, response, `${path}${asked.search}`);
      if (asked.searchParams.get("redirect_uri") !== callback) {
        response.writeHead(400, { "content-type": "text/plain" });
        return void response.end(`redirect_uri must be ${callback}`);
      }
      const target = answerPage(server, asked.searchParams, callback);
      if (target) return void response.writeHead(302, { location: target }).end();
      const nonce = randomBytes(16).toString("base64url");
      response.writeHead(200, {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": `default-src 'none'; style-src 'nonce-${nonce}'; frame-ancestors 'none'; base-uri 'none'`,
        "cache-control": "no-store",
        "referrer-policy": "no-referrer",
      });
      const hidden = new URLSearchParams(asked.searchParams);
      const wrong = hidden.get("email");
      for (const name of ["email", "verified"]) hidden.delete(name);
      response.end(
        consentPage({
          provider: page,
          action: `${PROVIDER_PATH}${path}`,
          hidden,
          cancelUrl: cancelUrl(callback, asked.searchParams.get("state")),
          wrong,
          nonce,
        }),
      );
    },
  };
}

/** Back to the callback with a code once somebody has said who they are; null while the page is to be shown. */
function answerPage(server: OidcServer, query: URLSearchParams, callback: string): string | null {
  const email = query.get("email")?.trim().toLowerCase() ?? "";
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return null;
  const target = new URL(callback);
  target.searchParams.set("code", server.issueCode({ email, isVerified: query.get("verified") === "yes" }));
  target.searchParams.set("state", query.get("state") ?? "");
  return target.href;
}

function cancelUrl(callback: string, state: string | null): string {
  const target = new URL(callback);
  target.searchParams.set("error", "access_denied");
  target.searchParams.set("error_description", "The user has denied the application access");
  target.searchParams.set("state", state ?? "");
  return target.href;
}
