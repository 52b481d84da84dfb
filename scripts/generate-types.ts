// `npm run gen:types` writes shared/database.types.ts from the migrations; `-- --check` only says whether it is up to date.
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureAuthSchema } from "../supabase/local/auth/schema.ts";
import { migrate } from "../supabase/local/postgres/migrate.ts";
import { removePostgres, startPostgres } from "../supabase/local/postgres/start.ts";
import { runSupabaseCli } from "./supabase-cli.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const committed = join(root, "shared", "database.types.ts");
const HEADING = "// Generated from supabase/migrations by `npm run gen:types`; do not edit.\n";

try {
  const generated = await databaseTypes(join(root, "supabase", "migrations"));
  if (!process.argv.includes("--check")) {
    await writeFile(committed, generated);
  } else if ((await readFile(committed, "utf8").catch(() => "")) !== generated) {
    throw new Error(
      "shared/database.types.ts does not match the migrations: run `npm run gen:types` and commit it.",
    );
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

/** The types of the schema `public` after all migrations, made on a throw-away cluster. */
async function databaseTypes(migrationsDir: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "floyo-types-"));
  const dataDir = join(folder, "database");
  try {
    const database = await startPostgres({ dataDir, port: 0, throwAway: true, log: () => {} });
    try {
      await ensureAuthSchema({ url: database.url("supabase_auth_admin") });
      await migrate({ url: database.url("postgres"), migrationsDir, log: () => {} });
      return HEADING + (await formatted(await cliTypes(database.url("postgres"))));
    } finally {
      await database.stop();
    }
  } finally {
    await removePostgres({ dataDir });
    await rm(folder, { recursive: true, force: true });
  }
}

/** The real CLI reads the catalogue over a plain connection, without Docker and without an account. */
async function cliTypes(url: string): Promise<string> {
  const args = ["gen", "types", "--lang=typescript", "--schema", "public", `--remote=${url}`];
  return (await runSupabaseCli({ folder: root, args })).stdout;
}

/** The house's formatter, since the CLI leaves its output unformatted. */
function formatted(source: string): Promise<string> {
  const biome = spawn(join(root, "node_modules", ".bin", "biome"), ["format", "--stdin-file-path=types.ts"], {
    cwd: root,
    stdio: ["pipe", "pipe", "inherit"],
  });
  return new Promise((resolve, reject) => {
    const chunks: string[] = [];
    biome.stdout.on("data", (chunk) => chunks.push(String(chunk)));
    biome.on("error", reject);
    biome.on("close", (code) =>
      code === 0
        ? resolve(chunks.join(""))
        : reject(new Error("The generated types could not be formatted.")),
    );
    biome.stdin.end(source);
  });
}
