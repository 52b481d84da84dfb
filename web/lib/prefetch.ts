import "server-only";
import { type DehydratedState, dehydrate, type QueryClient } from "@tanstack/react-query";
import { createQueryClient } from "./query-client.ts";

/**
 * Runs a page's queries on the server, all at once, and gives what the page starts with. A query that fails is left
 * out: the page asks again by itself and shows its own error.
 */
export async function prefetch(fill: (client: QueryClient) => Promise<void>[]): Promise<DehydratedState> {
  const client = createQueryClient();
  client.setDefaultOptions({ queries: { retry: false } });
  await Promise.all(fill(client));
  return dehydrate(client);
}
