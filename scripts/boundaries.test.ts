import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const REFUSED: [folder: string, imported: string][] = [
  ["shared/events", "../mining/state/state.ts"],
  ["shared/events", "node:fs"],
  ["shared/mining", "../suggestions/suggest.ts"],
  ["shared/access", "../events/event.ts"],
  ["shared/mining", "postgres"],
  ["functions/ingest", "../mine/index.ts"],
  ["functions/_db", "../_http/endpoint.ts"],
  ["functions/_http", "../jobs/index.ts"],
  ["functions/_mining", "../mine/index.ts"],
  ["functions/_db", "../_mining/engine.ts"],
  ["web/ui", "../features/feed/queries.ts"],
  ["web/lib", "../features/feed/queries.ts"],
  ["web/features/feed", "../../app/page.tsx"],
  ["web/app", "../../functions/ingest/index.ts"],
  ["cli", "../functions/_http/endpoint.ts"],
  ["e2e", "../web/lib/env.ts"],
];
const ALLOWED: [folder: string, imported: string][] = [
  ["shared/mining", "../events/event.ts"],
  ["functions/ingest", "../_http/endpoint.ts"],
  ["functions/ingest", "../../shared/events/event.ts"],
  ["web/features/feed", "../../ui/button.tsx"],
  ["cli", "@floyo/shared/events/event.ts"],
];

const tree = mkdtempSync(join(tmpdir(), "floyo-boundaries-"));
const probe = (kind: string, index: number, folder: string) => join(folder, `${kind}-${index}.ts`);
let refusedFiles = new Set<string>();

beforeAll(() => {
  for (const name of ["biome.json", ".gitignore"]) cpSync(resolve(name), join(tree, name));
  for (const [kind, cases] of Object.entries({ refused: REFUSED, allowed: ALLOWED })) {
    for (const [index, [folder, imported]] of cases.entries()) {
      const path = join(tree, probe(kind, index, folder));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, `import { x } from "${imported}";\n\nconsole.log(x);\n`);
    }
  }
  const { stdout } = spawnSync(
    resolve("node_modules/.bin/biome"),
    ["lint", "--only=style/noRestrictedImports", "--reporter=json", "--max-diagnostics=200"],
    { cwd: tree, encoding: "utf8" },
  );
  const report = JSON.parse(stdout) as { diagnostics: { location: { path: string | { file: string } } }[] };
  refusedFiles = new Set(
    report.diagnostics.map(({ location: { path } }) => (typeof path === "string" ? path : path.file)),
  );
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

test.each(REFUSED.map(([folder, imported], index) => ({ folder, imported, index })))(
  "refuses $imported in $folder",
  ({ folder, index }) => {
    expect(refusedFiles).toContain(probe("refused", index, folder));
  },
);

test.each(ALLOWED.map(([folder, imported], index) => ({ folder, imported, index })))(
  "allows $imported in $folder",
  ({ folder, index }) => {
    expect(refusedFiles).not.toContain(probe("allowed", index, folder));
  },
);
