// Runs on any Node from 20.9 up: goes on in the pinned Node 24, putting that in place first if its install script was blocked.
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import * as module from "node:module";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, "node_modules", ".bin");

/** The path of the pinned Node 24. */
function pinnedNode() {
  const pinned = join(
    root,
    "node_modules",
    "node",
    "bin",
    process.platform === "win32" ? "node.exe" : "node",
  );
  if (runs(pinned)) return pinned;
  if (!existsSync(join(root, "node_modules", "node"))) {
    fail("The packages are not installed. Run `npm install` first.");
  }
  console.error("Node 24 is not in place yet (its install script did not run); fetching it now.");
  spawnSync(process.execPath, ["installArchSpecificPackage.js"], {
    cwd: join(root, "node_modules", "node"),
    stdio: "inherit",
  });
  if (runs(pinned)) return pinned;
  fail("Node 24 could not be put in place. Run `npm rebuild node` with access to the npm registry.");
}

function runs(file) {
  return existsSync(file) && spawnSync(file, ["--version"]).status === 0;
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

/** npm puts the pinned Node first on the PATH, so this is mostly Node 24 already: no second process then. */
async function goOn() {
  module.enableCompileCache(process.env.NODE_COMPILE_CACHE);
  process.argv.splice(1, 1);
  process.argv[1] = resolve(process.argv[1]);
  await import(pathToFileURL(process.argv[1]).href);
}

function handOver() {
  const child = spawn(pinnedNode(), process.argv.slice(2), {
    stdio: "inherit",
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ""}` },
  });
  // A terminal sends Ctrl-C to both; the child decides when it is done, so only forward what reached us alone.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  process.on("SIGHUP", () => child.kill("SIGHUP"));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 143)));
}

// Compiled code is kept: it takes a second off every start after the first. Children inherit it.
process.env.NODE_COMPILE_CACHE ??= join(root, ".floyo", "compile-cache");

if (Number(process.versions.node.split(".")[0]) >= 24) await goOn();
else handOver();
