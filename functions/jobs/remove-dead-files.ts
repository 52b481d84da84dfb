import type { Database } from "../_db/client.ts";
import { deadFiles, forgetDeadFile } from "../_db/run-files.ts";
import type { ObjectStore } from "../_storage/open-storage.ts";

const AT_MOST = 200;

/** Deletes files of runs that are gone, and those that are too old; gives how many. */
export async function removeDeadFiles({
  sql,
  storage,
}: {
  sql: Database;
  storage: ObjectStore;
}): Promise<number> {
  const dead = await deadFiles(sql, AT_MOST);
  for (const file of dead) {
    await storage.remove(file.bucket, [file.name]);
    await forgetDeadFile(sql, file);
  }
  return dead.length;
}
