import { type DehydratedState, hydrate, type QueryClient } from "@tanstack/react-query";

/**
 * Puts what this device kept into the cache. While there is a network, what the page came with stays: the device's clock may
 * run ahead of the server's, and would make each kept read the newer one. Without a network the page itself may be an old one,
 * and the newer of the two is shown.
 */
export function restoreReads(
  client: QueryClient,
  kept: DehydratedState,
  { isOnline }: { isOnline: boolean },
): void {
  const isKnown = (hash: string) => client.getQueryCache().get(hash)?.state.data !== undefined;
  const queries = isOnline ? kept.queries.filter(({ queryHash }) => !isKnown(queryHash)) : kept.queries;
  hydrate(client, { ...kept, queries });
}
