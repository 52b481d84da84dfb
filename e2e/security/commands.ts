import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const types = () => readFileSync(join(root, "shared", "database.types.ts"), "utf8");

export interface Command {
  name: string;
  /** Arguments that must be given, and their types as the generated file writes them. */
  needs: [name: string, type: string][];
}

/** Every table that REST serves, as the types that are generated from the database name them. */
export function allTables(): string[] {
  const tables = between(types(), "    Tables: {", "    Views: {");
  return [...tables.matchAll(/^ {6}(\w+): \{$/gm)].map(([, name]) => name ?? "");
}

/** Every command that REST serves. */
export function allCommands(): Command[] {
  const functions = between(types(), "    Functions: {", "    Enums: {");
  return [...functions.matchAll(/^ {6}(\w+): \{\s*Args: (Record<[^>]*>|\{[^}]*\})/gm)].map(
    ([, name = "", args = ""]) => ({
      name,
      needs: [...args.matchAll(/(\w+): ([^;}]+)/g)].map(([, argument = "", type = ""]) => [
        argument,
        type.trim(),
      ]),
    }),
  );
}

/** Every edge function that is deployed. */
export function allFunctions(): string[] {
  const config = readFileSync(join(root, "supabase", "config.toml"), "utf8");
  return [...config.matchAll(/^\[functions\.([\w-]+)\]$/gm)].map(([, name]) => name ?? "");
}

function between(text: string, from: string, until: string): string {
  const start = text.indexOf(from);
  const end = text.indexOf(until, start);
  if (start < 0 || end < 0) throw new Error(`shared/database.types.ts has no "${from.trim()}"`);
  return text.slice(start, end);
}
