import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { type BenchRow, toMarkdown } from "./rows.ts";
import { cachePath } from "./tools.ts";

const DOCS = join(import.meta.dirname, "../../../docs/performance.md");
const BEGIN = "<!-- bench:mine -->";
const END = "<!-- /bench:mine -->";

interface Measured {
  rows: BenchRow[];
  /** When and on what, in words. */
  where: string;
}

/** Keeps what a part measured, so that parts can be run apart and the page has the newest of each. */
export function keepRows(part: string, rows: BenchRow[]): void {
  const kept = readKept();
  kept[part] = { rows, where: where() };
  writeFileSync(keptPath(), JSON.stringify(kept, null, 2));
}

/** Writes the section of docs/performance.md from what each part measured last. */
export function writeSection(titles: Readonly<Record<string, string>>): void {
  const kept = readKept();
  const parts = Object.entries(titles).flatMap(([part, title]) => {
    const measured = kept[part];
    if (!measured) return [];
    const command = `npm run bench:mine -- --only ${part}`;
    return [`### ${title}`, `\`${command}\` · ${measured.where}`, toMarkdown(measured.rows)];
  });
  const page = readFileSync(DOCS, "utf8");
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`${DOCS} has no place for the section: ${BEGIN} … ${END}`);
  writeFileSync(
    DOCS,
    [page.slice(0, from) + BEGIN, ...parts, END + page.slice(to + END.length)].join("\n\n"),
  );
}

function readKept(): Record<string, Measured> {
  return existsSync(keptPath()) ? JSON.parse(readFileSync(keptPath(), "utf8")) : {};
}

function keptPath(): string {
  return cachePath("rows.json");
}

function where(): string {
  const [first] = cpus();
  const load = loadavg()[0]?.toFixed(1) ?? "?";
  const date = new Date().toISOString().slice(0, 10);
  return `${date}, Node ${process.versions.node}, ${cpus().length} × ${first?.model.trim() ?? "CPU"}, load ${load} at the end`;
}
