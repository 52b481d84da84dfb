import { StorageClient } from "@supabase/storage-js";
import { unavailable } from "../_http/refusal.ts";

/** Objects that only jobs write: exports, signed heads, tombstones. */
export interface ObjectStore {
  /** Writing the same name again replaces what is there: a delivery that comes twice changes nothing. */
  put(bucket: string, name: string, body: Uint8Array, contentType: string): Promise<void>;
  /** Names directly in a folder, at most 1 000 a page, all pages. */
  list(bucket: string, folder: string): Promise<string[]>;
  /** Names that are not there are no error. */
  remove(bucket: string, names: readonly string[]): Promise<void>;
  read(bucket: string, name: string): Promise<Uint8Array>;
}

const PAGE = 1000;

/** Storage with the jobs' own secret key, which goes past row level security: it is used for these buckets alone. */
export function openStorage({ supabaseUrl, key }: { supabaseUrl: string; key: string }): ObjectStore {
  const client = new StorageClient(`${supabaseUrl}/storage/v1`, {
    apikey: key,
    authorization: `Bearer ${key}`,
  });
  return {
    async put(bucket, name, body, contentType) {
      const { error } = await client.from(bucket).upload(name, body, { contentType, upsert: true });
      if (error) throw unavailable(`Storage did not take ${bucket}: ${error.message}`, 10, error);
    },
    async list(bucket, folder) {
      const names: string[] = [];
      for (;;) {
        const { data, error } = await client.from(bucket).list(folder, { limit: PAGE, offset: names.length });
        if (error) throw unavailable(`Storage did not list ${bucket}: ${error.message}`, 10, error);
        names.push(...data.map((entry) => entry.name));
        if (data.length < PAGE) return names;
      }
    },
    async remove(bucket, names) {
      if (names.length === 0) return;
      const { error } = await client.from(bucket).remove([...names]);
      if (error) throw unavailable(`Storage did not delete from ${bucket}: ${error.message}`, 10, error);
    },
    async read(bucket, name) {
      const { data, error } = await client.from(bucket).download(name);
      if (error) throw unavailable(`Storage did not give ${bucket}: ${error.message}`, 10, error);
      return new Uint8Array(await data.arrayBuffer());
    },
  };
}
