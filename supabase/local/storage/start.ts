import { connectStorage } from "./database.ts";
import { faultOf, faultResponse, StorageFault } from "./faults.ts";
import { openFileStore } from "./files.ts";
import type { StorageParts } from "./parts.ts";
import { type Access, route } from "./route.ts";
import { createSignatures } from "./signatures.ts";

export interface Storage {
  /** Answers a request under /storage/v1. `access` says who asks, when the address itself does not open the object. */
  handle(request: Request, access: () => Access): Promise<Response>;
  stop(): Promise<void>;
}

/** Hosted Storage's HTTP interface, as far as README.md lists it. */
export async function startStorage(options: {
  /** As `supabase_storage_admin`. */
  databaseUrl: string;
  folder: string;
  /** Signed addresses stay valid as long as it is the same. */
  secret: string;
}): Promise<Storage> {
  const parts: StorageParts = {
    database: connectStorage(options.databaseUrl),
    files: await openFileStore(options.folder),
    signatures: createSignatures(options.secret),
  };
  return {
    async handle(request, access) {
      try {
        return await route(parts, request, access);
      } catch (thrown) {
        const error = faultOf(thrown);
        if (error instanceof StorageFault) return faultResponse(error);
        throw error;
      }
    },
    stop: () => parts.database.stop(),
  };
}
