import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

const FOLDER = resolve(".floyo", "redis-server");
/** Debian's server and the libraries it links that a minimal system has not. */
const PACKAGES = [
  "redis-server",
  "redis-tools",
  "libjemalloc2",
  "liblua5.1-0",
  "liblzf1",
  "libhiredis0.14",
  "libatomic1",
];
const FROM_REDIS_7_2 = ["libhiredis1.1.0", "liblua5.1-0"];

/**
 * A PATH on which a redis-server is found, so that the cache's conformance tests run on the real one too: the machine's,
 * else Debian's packages unpacked into a git-ignored folder (nothing is installed). Unchanged where neither is to be had.
 */
export function pathWithRedisServer(): string {
  const path = process.env.PATH ?? "";
  if (isThere(path)) return path;
  const bin = join(FOLDER, "bin");
  if (!existsSync(join(bin, "redis-server"))) unpack(bin);
  const extended = `${path}${delimiter}${bin}`;
  return isThere(extended) ? extended : path;
}

function isThere(path: string): boolean {
  return spawnSync("redis-server", ["--version"], { env: { ...process.env, PATH: path } }).status === 0;
}

function unpack(bin: string): void {
  if (process.platform !== "linux" || spawnSync("apt-get", ["--version"]).status !== 0) return;
  if (process.getuid?.() === 0 && !isKnown("redis-server")) spawnSync("apt-get", ["update", "-qq"]);
  mkdirSync(FOLDER, { recursive: true });
  const work = mkdtempSync(join(FOLDER, "unpack-"));
  try {
    const known = [...PACKAGES, ...FROM_REDIS_7_2].filter(isKnown);
    spawnSync("apt-get", ["download", ...known], { cwd: work, stdio: "ignore" });
    for (const archive of readdirSync(work).filter((name) => name.endsWith(".deb"))) {
      spawnSync("dpkg-deb", ["-x", archive, "tree"], { cwd: work });
    }
    if (!existsSync(join(work, "tree", "usr", "bin", "redis-server"))) return;
    const tree = join(FOLDER, "tree");
    rmSync(tree, { recursive: true, force: true });
    renameSync(join(work, "tree"), tree);
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, "redis-server"), wrapper(tree), { mode: 0o755 });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function isKnown(name: string): boolean {
  return spawnSync("apt-cache", ["show", name], { stdio: "ignore" }).status === 0;
}

function wrapper(tree: string): string {
  const libraries = readdirSync(join(tree, "usr", "lib")).map((name) => join(tree, "usr", "lib", name));
  return `#!/bin/sh\nLD_LIBRARY_PATH='${libraries.join(":")}' exec '${join(tree, "usr", "bin", "redis-server")}' "$@"\n`;
}
