import { existsSync, watch as watchFolder } from "node:fs";
import { join } from "node:path";

const DEBOUNCE_MS = 100;

/**
 * Watches functions/ and shared/ and calls `changed` with the names of the functions whose code may have
 * changed: one for a file of its own folder, all (null) for what they share. Gives a function that stops it.
 */
export function watchCode(root: string, changed: (names: string[] | null) => void): () => void {
  let names: Set<string> | null = new Set();
  let timer: NodeJS.Timeout | undefined;

  function note(name: string | null): void {
    if (name === null) names = null;
    else names?.add(name);
    clearTimeout(timer);
    timer = setTimeout(() => {
      changed(names ? [...names] : null);
      names = new Set();
    }, DEBOUNCE_MS).unref();
  }

  const watchers = ["functions", "shared"]
    .filter((folder) => existsSync(join(root, folder)))
    .map((folder) => {
      const watcher = watchFolder(join(root, folder), { recursive: true }, (_, file) => {
        const owner = ownerOf(folder, file ?? "");
        if (owner !== "nobody") note(owner === "all" ? null : owner.name);
      });
      watcher.unref();
      return watcher;
    });

  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

/** Whose code a changed file is; tests and documents are nobody's. */
export function ownerOf(folder: string, file: string): "all" | "nobody" | { name: string } {
  const path = file.replaceAll("\\", "/");
  if (!/\.(ts|js|mjs|json|sql|wasm)$/.test(path) || /\.test\.ts$/.test(path)) return "nobody";
  if (path.split("/").some((part) => part === "node_modules" || part.startsWith("."))) return "nobody";
  const [first = "", ...rest] = path.split("/");
  if (folder === "shared" || first.startsWith("_") || rest.length === 0) return "all";
  return { name: first };
}
