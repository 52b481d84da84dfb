import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../scripts/test/run.ts";

/**
 * Builds the least that can be made with this Next: one page, rendered for each request, with one component that runs in
 * the browser. Gives its folder, for `next start`. It lies in the repository so that it finds the same packages.
 */
export async function buildSmallestPage(root: string): Promise<string> {
  const folder = join(root, ".floyo", "bench", "smallest");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "app"), { recursive: true });
  for (const [path, text] of Object.entries(FILES)) writeFileSync(join(folder, path), text);
  const code = await run("next", ["build", folder], { NEXT_TELEMETRY_DISABLED: "1" });
  if (code !== 0) throw new Error("the smallest page does not build");
  return folder;
}

const FILES = {
  "package.json": '{ "name": "smallest", "private": true, "type": "module" }\n',
  "next.config.mjs": `import { resolve } from "node:path";
export default { turbopack: { root: resolve(import.meta.dirname, "../../..") }, typescript: { ignoreBuildErrors: true } };
`,
  "app/layout.jsx": `export const metadata = { title: "Smallest", description: "The smallest page" };
export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>;
}
`,
  "app/counter.jsx": `"use client";
import { useState } from "react";
export function Counter() {
  const [count, setCount] = useState(0);
  return <button type="button" onClick={() => setCount(count + 1)}>Pressed {count} times</button>;
}
`,
  "app/page.jsx": `import { Counter } from "./counter.jsx";
export const dynamic = "force-dynamic";
export default function Page() {
  return <main><h1>Smallest page</h1><Counter /></main>;
}
`,
} as const;
