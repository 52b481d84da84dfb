import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const web = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), "web");
const app = join(web, "app");

export interface Place {
  path: string;
  kind: "page" | "route";
  /** Only for who is signed in. */
  isOwn: boolean;
}

/** Every page and route handler there is, read from the folders that Next reads. `ids` fill the places like `[id]`. */
export function allPlaces(ids: Record<string, string>): Place[] {
  return readdirSync(app, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /^(page\.tsx|route\.ts)$/.test(entry.name))
    .map((entry) => {
      const folders = relative(app, entry.parentPath).split(sep);
      const path = `/${folders.filter((folder) => folder !== "" && !folder.startsWith("(")).join("/")}`;
      return {
        path: fill(path, ids),
        kind: entry.name === "page.tsx" ? ("page" as const) : ("route" as const),
        isOwn: folders[0] === "(app)",
      };
    })
    .sort((one, other) => one.path.localeCompare(other.path));
}

function fill(path: string, ids: Record<string, string>): string {
  return path.replace(/(\/[^/[\]]+\/)?\[(\w+)\]/g, (_, before: string | undefined, name: string) => {
    const id = ids[`${before ?? ""}[${name}]`] ?? ids[name];
    if (id === undefined) throw new Error(`no id for [${name}] of ${path}: add it to the test`);
    return `${before ?? ""}${id}`;
  });
}

export interface ServerAction {
  id: string;
  name: string;
}

/** Every server action of the build under test. */
export function allActions(): ServerAction[] {
  const manifest = JSON.parse(
    readFileSync(
      join(web, process.env.FLOYO_NEXT_DIST ?? ".next", "server", "server-reference-manifest.json"),
      "utf8",
    ),
  ) as { node: Record<string, { exportedName: string }> };
  return Object.entries(manifest.node).map(([id, { exportedName }]) => ({ id, name: exportedName }));
}
