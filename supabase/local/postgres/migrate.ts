import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import postgres, { type ReservedSql } from "postgres";
import {
  type AppliedMigration,
  controlsTransaction,
  type MigrationFile,
  mustRunAlone,
  pendingMigrations,
  readMigrations,
} from "./migration-files.ts";
import { LOCAL_WORKER_PASSWORD } from "./roles.ts";
import type { Statement } from "./split-sql.ts";

export interface MigrateOptions {
  /** As `postgres`, like the CLI. */
  url: string;
  migrationsDir: string;
  /** Applied once after the migrations, when it exists. */
  seedFile?: string;
  log: (line: string) => void;
}

/**
 * Applies what is new in `migrationsDir`, one transaction per file, and notes it in the Supabase CLI's history table;
 * then the seed, once; then gives `floyo_worker` its local password. The Auth tables must exist.
 */
export async function migrate(options: MigrateOptions): Promise<{ applied: string[] }> {
  const files = await readMigrations(options.migrationsDir);
  const sql = postgres(options.url, { max: 1, onnotice: () => {} });
  const connection = await sql.reserve();
  try {
    await connection`select pg_advisory_lock(hashtext('supabase_migrations'))`;
    await createHistory(connection);
    const history = await connection<AppliedMigration[]>`
      select version, name, statements from supabase_migrations.schema_migrations`;
    const pending = pendingMigrations(files, history);
    for (const file of pending) await applyMigration(connection, file);
    if (pending.length > 0) {
      await connection.unsafe("reset all; notify pgrst, 'reload schema'").simple();
      options.log(`applied ${pending.length} of ${files.length} migrations`);
    }
    if (options.seedFile !== undefined) await seedOnce(connection, options.seedFile, options.log);
    await openWorkerRole(connection);
    return { applied: pending.map((file) => `${file.version}_${file.name}`) };
  } finally {
    connection.release();
    await sql.end();
  }
}

/** The table as `supabase db push` makes it, so that both can look after the same database. */
async function createHistory(connection: ReservedSql): Promise<void> {
  await connection
    .unsafe(`
      create schema if not exists supabase_migrations;
      create table if not exists supabase_migrations.schema_migrations (version text not null primary key);
      alter table supabase_migrations.schema_migrations add column if not exists statements text[];
      alter table supabase_migrations.schema_migrations add column if not exists name text;
      create table if not exists supabase_migrations.seed_files (path text not null primary key, hash text not null)`)
    .simple();
}

async function applyMigration(connection: ReservedSql, file: MigrationFile): Promise<void> {
  const controlling = file.statements.find(controlsTransaction);
  if (controlling) {
    throw new Error(
      `${file.file}, line ${controlling.line}: a migration is one transaction already; remove \`${controlling.text.trim()}\`.`,
    );
  }
  await connection.unsafe("reset all").simple();
  await connection.unsafe("begin").simple();
  let kept = 0;
  try {
    for (const [index, statement] of file.statements.entries()) {
      const alone = mustRunAlone(statement);
      if (alone) await connection.unsafe("commit").simple();
      if (alone) kept = index;
      await connection
        .unsafe(statement.text)
        .simple()
        .catch((error: unknown) => {
          throw migrationError({ file: file.file, statement, error, kept });
        });
      if (alone) await connection.unsafe("begin").simple();
      if (alone) kept = index + 1;
    }
    await connection`
      insert into supabase_migrations.schema_migrations (version, name, statements)
      values (${file.version}, ${file.name}, ${file.statements.map((statement) => statement.text)})`;
    await connection.unsafe("commit").simple();
  } catch (error) {
    await connection.unsafe("rollback").simple();
    throw error;
  }
}

async function seedOnce(
  connection: ReservedSql,
  seedFile: string,
  log: (line: string) => void,
): Promise<void> {
  const sql = await readFile(seedFile, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (sql === null) return;
  const path = `supabase/${basename(seedFile)}`;
  const [done] = await connection`select from supabase_migrations.seed_files where path = ${path}`;
  if (done) return;
  const hash = createHash("sha256").update(sql).digest("hex");
  await connection.unsafe("begin").simple();
  try {
    await connection
      .unsafe(sql)
      .simple()
      .catch((error: unknown) => {
        const whole = { text: sql, line: 1, firstLine: 1, head: "" };
        throw migrationError({ file: basename(seedFile), statement: whole, error, kept: 0 });
      });
    await connection`insert into supabase_migrations.seed_files (path, hash) values (${path}, ${hash})`;
    await connection.unsafe("commit").simple();
  } catch (error) {
    await connection.unsafe("rollback").simple();
    throw error;
  }
  log(`seeded from ${path}`);
}

/** Hosted: the deploy script sets a secret. The role itself comes from a migration. */
async function openWorkerRole(connection: ReservedSql): Promise<void> {
  const [worker] = await connection`select from pg_catalog.pg_roles where rolname = 'floyo_worker'`;
  if (worker)
    await connection.unsafe(`alter role floyo_worker with password '${LOCAL_WORKER_PASSWORD}'`).simple();
}

function migrationError(failure: {
  file: string;
  statement: Statement;
  error: unknown;
  /** How many statements before it stay in the database, since the file ran outside a transaction. */
  kept: number;
}): Error {
  const { file, statement, error, kept } = failure;
  if (!(error instanceof postgres.PostgresError))
    return error instanceof Error ? error : new Error(String(error));
  const position = Number(error.position);
  const line =
    position > 0
      ? statement.firstLine +
        [...statement.text].slice(0, position - 1).filter((char) => char === "\n").length
      : statement.line;
  const more = [error.detail, error.hint].filter(Boolean).map((text) => ` (${text})`);
  const partly =
    kept > 0
      ? `; the ${kept} statements before it stay applied, since the file ends its transaction there`
      : "";
  return new Error(`${file}, line ${line}: ${error.message}${more.join("")}${partly}`, { cause: error });
}
