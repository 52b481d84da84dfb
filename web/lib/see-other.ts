import "server-only";
import { siteEnv } from "./env.ts";

/** Sends a browser on to a page of ours by GET. The address it came from may hold a token: it is told to nobody. */
export function seeOther(path: string): Response {
  return new Response(null, {
    status: 303,
    headers: {
      location: new URL(path, siteEnv().siteUrl).href,
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
    },
  });
}
