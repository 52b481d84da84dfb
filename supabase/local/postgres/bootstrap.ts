import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";
import type { Place } from "./place.ts";
import { databaseUrl, LOCAL_POSTGRES_PASSWORD, SECRET_ROLES } from "./roles.ts";

const SQL_FOLDER = join(import.meta.dirname, "bootstrap");

/**
 * Puts roles, schemas and platform functions in place, as `supabase_admin`. Skips what this cluster already has;
 * partitions for Realtime's messages are kept at each start.
 */
export async function bootstrap(options: { place: Place; secret: string; port: number }): Promise<void> {
  const { place, secret, port } = options;
  const files = await bootstrapFiles();
  const wanted = createHash("sha256")
    .update(files.map((file) => file.sql).join("\n"))
    .digest("hex");
  const note = join(place.folder, "bootstrap.sha256");
  const isDone = (await readFile(note, "utf8").catch(() => "")) === wanted;
  const sql = postgres(databaseUrl("supabase_admin", secret, port), { max: 1, onnotice: () => {} });
  try {
    if (!isDone) {
      await sql.begin(async (transaction) => {
        for (const file of files) {
          await transaction.unsafe(file.sql).simple().catch(named(file.name));
        }
        for (const role of SECRET_ROLES) await transaction.unsafe(passwordStatement(role, secret));
        await transaction.unsafe(passwordStatement("postgres", LOCAL_POSTGRES_PASSWORD));
      });
      await writeFile(note, wanted);
    }
    await sql`select realtime.keep_partitions()`;
  } finally {
    await sql.end();
  }
}

async function bootstrapFiles(): Promise<{ name: string; sql: string }[]> {
  const names = (await readdir(SQL_FOLDER)).filter((name) => name.endsWith(".sql")).sort();
  return Promise.all(
    names.map(async (name) => ({ name, sql: await readFile(join(SQL_FOLDER, name), "utf8") })),
  );
}

function named(file: string) {
  return (error: unknown): never => {
    throw new Error(`bootstrap/${file}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  };
}

/** Passwords cannot be parameters of `alter role`; ours are base64url or constants, so quoting is enough. */
function passwordStatement(role: string, password: string): string {
  return `alter role ${role} with password '${password.replaceAll("'", "''")}'`;
}
