import { securityHeaders } from "@floyo/shared/security-headers.ts";
import { createServerClient } from "@supabase/ssr";
import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy, REPORTING_ENDPOINTS, REPORTS_PATH } from "./lib/content-security-policy.ts";
import { siteEnv } from "./lib/env.ts";
import { isSameOrigin } from "./lib/same-origin.ts";
import { sessionCookie } from "./lib/session-cookie.ts";
import { visitorHeaders } from "./lib/visitor-headers.ts";

// A browser sends its reports by itself, and they change nothing; mail programs stop mails by a signed link.
const FROM_ELSEWHERE = new Set([REPORTS_PATH, "/unsubscribe"]);
const READING = new Set(["GET", "HEAD", "OPTIONS"]);

/** Refreshes the session cookie and sets the headers of every page; refuses writes that another site sends. It decides nothing about who may see what. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const env = siteEnv();
  const fixed = securityHeaders(env.siteUrl);
  if (
    !READING.has(request.method) &&
    !FROM_ELSEWHERE.has(request.nextUrl.pathname) &&
    !isSameOrigin(request.headers, env.siteUrl)
  ) {
    return new NextResponse("This request did not come from a page of this site.", {
      status: 403,
      headers: { ...fixed, "content-security-policy": "default-src 'none'", "cache-control": "no-store" },
    });
  }
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy({
    nonce,
    supabaseUrl: env.supabaseUrl,
    isDevelopment: process.env.NODE_ENV === "development",
  });
  const answer = () => {
    const headers = new Headers(request.headers);
    headers.set("x-nonce", nonce);
    headers.set("content-security-policy", policy);
    return NextResponse.next({ request: { headers } });
  };

  let response = answer();
  const options = sessionCookie(env.siteUrl);
  if (request.cookies.getAll().some(({ name }) => name.startsWith(options.name ?? "floyo"))) {
    const auth = createServerClient(env.supabaseUrl, env.publishableKey, {
      cookieOptions: options,
      global: { headers: visitorHeaders(request.headers) },
      cookies: {
        getAll: () => request.cookies.getAll(),
        setAll: (changed, headers) => {
          for (const { name, value } of changed) request.cookies.set(name, value);
          response = answer();
          for (const { name, value, options } of changed) response.cookies.set(name, value, options);
          for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
        },
      },
    }).auth;
    await auth.getSession();
  }

  response.headers.set("content-security-policy", policy);
  response.headers.set("reporting-endpoints", REPORTING_ENDPOINTS);
  for (const [name, value] of Object.entries(fixed)) response.headers.set(name, value);
  return response;
}

export const config = { matcher: ["/((?!_next/static|_next/image|icon.svg|favicon.ico|api/health).*)"] };
