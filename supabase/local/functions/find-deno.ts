import { chmodSync, existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/**
 * The Deno executable of the npm package `deno` as seen from `root`, also when its install script was blocked:
 * then it is run straight from the platform's package. Throws a sentence that says what to do.
 */
export function findDeno(root: string): string {
  const require = createRequire(join(root, "package.json"));
  const name = process.platform === "win32" ? "deno.exe" : "deno";
  const deno = locate(() => require.resolve("deno/package.json"));
  if (!deno) throw new Error(`the npm package "deno" is not installed in ${root}: run npm install`);

  const installed = join(deno, name);
  if (existsSync(installed)) return installed;

  const scope = join(dirname(deno), "@deno");
  const wanted = `${process.platform}-${process.arch}`;
  const packaged = (existsSync(scope) ? readdirSync(scope) : [])
    .filter((folder) => folder.startsWith(wanted))
    .map((folder) => join(scope, folder, name))
    .find((path) => existsSync(path));
  if (!packaged) {
    throw new Error(`Deno has no executable for ${wanted}: run npm install without --omit=optional`);
  }
  if (process.platform !== "win32") chmodSync(packaged, 0o755);
  return packaged;
}

function locate(resolve: () => string): string | null {
  try {
    return dirname(resolve());
  } catch {
    return null;
  }
}
