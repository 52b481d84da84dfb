import type { Database } from "../_db/client.ts";
import { exportsRunOut, moveExportOn } from "../_db/export-person.ts";
import type { ObjectStore } from "../_storage/open-storage.ts";

const AT_MOST = 50;

/** Deletes the files of exports after their seven days, and of those that never came to an end. */
export async function removeOldExports({
  sql,
  storage,
}: {
  sql: Database;
  storage: ObjectStore;
}): Promise<number> {
  const old = await exportsRunOut(sql, AT_MOST);
  for (const { id, userId } of old) {
    const files = await storage.list("exports", `${userId}/${id}`);
    await storage.remove(
      "exports",
      files.map((file) => `${userId}/${id}/${file}`),
    );
    await moveExportOn(sql, { id, status: "expired", doneRows: 0, totalRows: 0, parts: 0 });
  }
  return old.length;
}
