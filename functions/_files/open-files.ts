import { StorageClient } from "@supabase/storage-js";
import type { Env } from "../_http/env.ts";
import { unavailable } from "../_http/refusal.ts";

/** Files of runs, each an object `<run>/<file>` of one private bucket. */
export interface FileStore {
  read(object: string): Promise<Uint8Array>;
  /** The same name again replaces what is there. */
  put(object: string, bytes: Uint8Array, type: string): Promise<void>;
  /** An address that takes this one object by PUT, for two hours. */
  uploadUrl(object: string): Promise<string>;
  /** Bytes; null when it is not there. */
  size(object: string): Promise<number | null>;
}

const BUCKET = "run-files";

/** null where no key for files is set. */
export function openFiles({
  SUPABASE_URL,
  FLOYO_FILES_KEY,
}: Pick<Env, "SUPABASE_URL" | "FLOYO_FILES_KEY">): FileStore | null {
  if (FLOYO_FILES_KEY === undefined) return null;
  const client = new StorageClient(`${SUPABASE_URL}/storage/v1`, {
    apikey: FLOYO_FILES_KEY,
    authorization: `Bearer ${FLOYO_FILES_KEY}`,
  });
  const bucket = () => client.from(BUCKET);
  return {
    async read(object) {
      const { data, error } = await bucket().download(object);
      if (error) throw unavailable(`Storage did not give a file: ${error.message}`, 10, error);
      return new Uint8Array(await data.arrayBuffer());
    },
    async put(object, bytes, contentType) {
      const { error } = await bucket().upload(object, bytes, { contentType, upsert: true });
      if (error) throw unavailable(`Storage did not take a file: ${error.message}`, 10, error);
    },
    async uploadUrl(object) {
      const { data, error } = await bucket().createSignedUploadUrl(object, { upsert: true });
      if (error) throw unavailable(`Storage did not sign an upload: ${error.message}`, 10, error);
      return data.signedUrl;
    },
    async size(object) {
      const { data, error } = await bucket().info(object);
      return error || typeof data.size !== "number" ? null : data.size;
    },
  };
}
