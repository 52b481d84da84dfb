import { PostgrestClient } from "@supabase/postgrest-js";
import type { Db } from "./db.ts";

interface RestClientOptions {
  supabaseUrl: string;
  publishableKey: string;
  token: () => Promise<string>;
}

/**
 * The database over REST as the person of the token. Not the whole of supabase-js: its Auth, Storage and Realtime would be
 * 40 kB of every page, and a browser of ours uses none of the first two.
 */
export function createRestClient({ supabaseUrl, publishableKey, token }: RestClientOptions): Db {
  const client = new PostgrestClient(new URL("/rest/v1", supabaseUrl).href, {
    headers: { apikey: publishableKey },
    fetch: async (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set("authorization", `Bearer ${await token()}`);
      return fetch(input, { ...init, headers });
    },
  });
  return asDb(client);
}

/** supabase-js hands `from` and `rpc` through to this very client; its types only add the options of the whole. */
function asDb(client: PostgrestClient): Db {
  return client as unknown as Db;
}
