import { execFile } from "node:child_process";
import { copyFile, glob, mkdir, mkdtemp, readdir, readFile, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import postgres from "postgres";

const run = promisify(execFile);
const CACHE_FOLDER = join(import.meta.dirname, "..", "..", "..", ".floyo", "pgtap");
const SYSTEM_FOLDERS = [
  "/usr/share/postgresql/*/extension",
  "/usr/share/pgsql/extension",
  "/usr/pgsql-*/share/extension",
  "/usr/local/share/postgresql*/extension",
  "/opt/homebrew/share/postgresql*/extension",
];

/** pgTAP's SQL, or why it cannot be had on this machine in a sentence. */
export type Pgtap = { sql: string } | { missing: string };

/**
 * pgTAP as plain SQL: the machine's, else Debian's package unpacked into `.floyo/pgtap` (which needs no root when apt
 * knows its packages; as root its lists are fetched first if they are missing).
 */
export async function findPgtap(): Promise<Pgtap> {
  const file = (await newestIn([...SYSTEM_FOLDERS, CACHE_FOLDER])) ?? (await unpackDebianPackage());
  return typeof file === "string" ? { sql: plainSql(await readFile(file, "utf8")) } : file;
}

/** Loads pgTAP into the schema `extensions` of a database, once. */
export async function loadPgtap(adminUrl: string, sql: string): Promise<void> {
  const connection = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    const [known] = await connection`select to_regprocedure('extensions.plan(integer)') as plan`;
    if (known?.plan !== null) return;
    await connection.unsafe(`begin; set local search_path = extensions, pg_catalog; ${sql}; commit`).simple();
  } finally {
    await connection.end();
  }
}

/** Without what only psql or `create extension` understands. */
function plainSql(script: string): string {
  return script
    .split("\n")
    .filter((line) => !line.startsWith("\\"))
    .join("\n");
}

async function newestIn(folders: string[]): Promise<string | null> {
  let newest: { file: string; version: number[] } | null = null;
  for await (const file of glob(folders.map((folder) => join(folder, "pgtap--*.sql")))) {
    const version = /^pgtap--(\d+(?:\.\d+)*)\.sql$/.exec(basename(file))?.[1]?.split(".").map(Number);
    if (version && (newest === null || compare(version, newest.version) > 0)) newest = { file, version };
  }
  return newest?.file ?? null;
}

function compare(left: number[], right: number[]): number {
  const index = left.findIndex((part, place) => part !== right[place]);
  return index < 0 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}

async function unpackDebianPackage(): Promise<string | { missing: string }> {
  const packageName = await debianPackage();
  if (packageName === null) return { missing: `pgTAP is not installed and ${await wayOut()}` };
  await mkdir(CACHE_FOLDER, { recursive: true });
  const work = await mkdtemp(join(CACHE_FOLDER, "unpack-"));
  try {
    await run("apt-get", ["download", packageName], { cwd: work });
    const archive = (await readdir(work)).find((name) => name.endsWith(".deb"));
    if (archive === undefined) return { missing: `apt-get downloaded no file for ${packageName}` };
    await run("dpkg-deb", ["-x", archive, "tree"], { cwd: work });
    const file = await newestIn([join(work, "tree", "usr/share/postgresql/*/extension")]);
    if (file === null) return { missing: `the package ${packageName} holds no pgTAP` };
    await copyFile(file, join(work, basename(file)));
    const kept = join(CACHE_FOLDER, basename(file));
    await rename(join(work, basename(file)), kept);
    return kept;
  } catch (error) {
    return { missing: `pgTAP could not be fetched with apt-get: ${firstLine(error)}` };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function debianPackage(): Promise<string | null> {
  const known = await packageInLists();
  if (known !== null || process.getuid?.() !== 0) return known;
  await run("apt-get", ["update", "-qq"]).catch(() => null);
  return packageInLists();
}

async function packageInLists(): Promise<string | null> {
  const search = await run("apt-cache", ["search", "--names-only", "^postgresql-[0-9]+-pgtap$"]).catch(
    () => null,
  );
  const names = (search?.stdout ?? "").split("\n").map((line) => line.split(" ")[0] ?? "");
  return (
    names
      .filter((name) => name !== "")
      .sort((a, b) => Number(a.split("-")[1]) - Number(b.split("-")[1]))
      .at(-1) ?? null
  );
}

async function wayOut(): Promise<string> {
  const hasApt = await run("apt-get", ["--version"]).then(
    () => true,
    () => false,
  );
  return hasApt
    ? "apt has no list that holds it: run `apt-get update` as root once"
    : "this machine has no apt to get it with: install pgTAP for any version of Postgres";
}

function firstLine(error: unknown): string {
  const text =
    error instanceof Error && "stderr" in error && error.stderr ? String(error.stderr) : String(error);
  return text.trim().split("\n").at(-1) ?? text;
}
