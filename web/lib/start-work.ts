"use client";

import { useBrowserDb } from "./browser-db.tsx";

/**
 * Tells the jobs that something was asked for, so that it begins now. When that fails nothing is lost: the next tick, a
 * minute later at most, finds it by itself.
 */
export function useStartWork(): () => Promise<void> {
  const { token, supabaseUrl } = useBrowserDb();
  return async () => {
    try {
      await fetch(`${supabaseUrl}/functions/v1/api/work`, {
        method: "POST",
        headers: { authorization: `Bearer ${await token()}` },
        signal: AbortSignal.timeout(5_000),
      });
    } catch {
      // The tick does it.
    }
  };
}
