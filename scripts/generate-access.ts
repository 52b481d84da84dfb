// `npm run gen:access` writes the roles and permissions of shared/access as the newest migration, if they changed;
// `-- --check` only says whether they did.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolePermissionsSql } from "../shared/access/role-permissions-sql.ts";

const migrations = join(dirname(dirname(fileURLToPath(import.meta.url))), "supabase", "migrations");
const wanted = rolePermissionsSql();

if ((await newestWritten()) === wanted) {
  console.log("roles and permissions are up to date");
} else if (process.argv.includes("--check")) {
  console.error(
    "shared/access and the migrations disagree: run `npm run gen:access` and commit the migration.",
  );
  process.exitCode = 1;
} else {
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const file = join(migrations, `${stamp}_set_role_permissions.sql`);
  await writeFile(file, wanted);
  console.log(`wrote ${file}`);
}

async function newestWritten(): Promise<string> {
  const files = (await readdir(migrations))
    .filter((name) => name.endsWith("_set_role_permissions.sql"))
    .sort();
  const newest = files.at(-1);
  return newest ? readFile(join(migrations, newest), "utf8") : "";
}
