"use client";

import { useBrowserDb } from "../../lib/browser-db.tsx";
import type { Sender } from "./commands.ts";

/** The way to the function that seals secrets, as the person who is signed in. */
export function useSender(): Sender {
  const { token, supabaseUrl } = useBrowserDb();
  return { url: `${supabaseUrl}/functions/v1/connections`, token };
}
