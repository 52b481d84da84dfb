import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Statement, splitSql } from "./split-sql.ts";

export interface MigrationFile {
  file: string;
  version: string;
  name: string;
  statements: Statement[];
}

/** A row of the CLI's history table. */
export interface AppliedMigration {
  version: string;
  name: string | null;
  statements: string[] | null;
}

/** The migrations of a folder in the order of their versions. */
export async function readMigrations(folder: string): Promise<MigrationFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  const files = await Promise.all(
    names.map(async (file) => migrationFrom(file, await readFile(join(folder, file), "utf8"))),
  );
  const twin = files.find((file, index) => file.version === files[index - 1]?.version);
  if (twin)
    throw new Error(`${twin.file}: another migration has version ${twin.version} too; give it a later one.`);
  return files;
}

export function migrationFrom(file: string, sql: string): MigrationFile {
  const [, version, name] = /^(\d+)_(.+)\.sql$/.exec(file) ?? [];
  if (version === undefined || name === undefined) {
    throw new Error(`${file}: a migration is named <timestamp>_<verb>_<noun>.sql.`);
  }
  return { file, version, name, statements: splitSql(sql) };
}

/**
 * What is still to be applied. Throws when the past has changed: a file edited or removed after it was applied, or a
 * new one dated before the last applied (which `supabase db push` refuses too).
 */
export function pendingMigrations(files: MigrationFile[], applied: AppliedMigration[]): MigrationFile[] {
  const byVersion = new Map(files.map((file) => [file.version, file]));
  for (const { version, name, statements } of applied) {
    const file = byVersion.get(version);
    if (file === undefined) {
      throw drift(
        `Migration ${version}_${name ?? ""}.sql was applied to this database and is gone from the folder`,
      );
    }
    if (statements !== null && !isSame(file, statements)) {
      throw drift(`${file.file} was edited after it was applied to this database`);
    }
  }
  const done = new Set(applied.map((migration) => migration.version));
  const last = [...done].sort().at(-1) ?? "";
  const pending = files.filter((file) => !done.has(file.version));
  const late = pending.find((file) => file.version < last);
  if (late)
    throw drift(`${late.file} is dated before ${last}, which is applied already: rename it to a later time`);
  return pending;
}

function isSame(file: MigrationFile, statements: string[]): boolean {
  return (
    file.statements.length === statements.length &&
    file.statements.every((statement, index) => statement.text === statements[index])
  );
}

function drift(what: string): Error {
  return new Error(`${what}; start with \`npm run dev -- --reset\` to build the database anew.`);
}

// The CLI's own list (supabase/cli, pipeline-incompatible statements): what it would not take fails here as well.
const OUTSIDE_TRANSACTION = [
  /^create (unique )?index concurrently\b/,
  /^drop index concurrently\b/,
  /^reindex\b.* concurrently\b/,
  /^(vacuum|alter system|cluster)\b/,
];

/** Whether the statement is run outside the file's transaction, which ends before it and begins anew after it. */
export function mustRunAlone(statement: Statement): boolean {
  return OUTSIDE_TRANSACTION.some((pattern) => pattern.test(statement.head));
}

/** Whether the statement would open or end the transaction that its file is applied in. */
export function controlsTransaction(statement: Statement): boolean {
  return /^(begin|start transaction|commit|end|rollback|abort|prepare transaction)\b(?! to\b)/.test(
    statement.head,
  );
}
