import "server-only";
import { FloyoError } from "@floyo/shared/errors.ts";
import { headers } from "next/headers";
import { siteEnv } from "./env.ts";
import { isSameOrigin } from "./same-origin.ts";

/** Refuses a server action that no page of ours sent: Next lets a request without an Origin pass. */
export async function requireSameOrigin(): Promise<void> {
  if (!isSameOrigin(await headers(), siteEnv().siteUrl)) {
    throw new FloyoError(
      "forbidden",
      "This form was not sent from a page of this site. Open the page again.",
    );
  }
}
