// `npm run check`: format, lint, boundaries, types of every part, generated files. All at once, each with its own verdict.
import { spawn } from "node:child_process";
import { existsSync, globSync } from "node:fs";

interface Check {
  name: string;
  command: string;
  args: string[];
  env?: Record<string, string>;
}

const entryPoints = globSync(["functions/*/index.ts", "functions/**/*.deno.ts", "shared/**/*.deno.ts"]);

const checks: Check[] = [
  { name: "format, lint, boundaries", command: "biome", args: ["ci", "--colors=off", "."] },
  { name: "types: platform, scripts, cli, e2e", command: "tsc", args: ["-p", "tsconfig.json"] },
  { name: "types: shared, without any runtime", command: "tsc", args: ["-p", "shared"] },
  { name: "types: web", command: "tsc", args: ["-p", "web"] },
  {
    name: "types: functions, by Deno and the import map",
    command: "deno",
    args: [
      "check",
      "--no-config",
      "--node-modules-dir=manual",
      "--import-map",
      "functions/deno.json",
      ...entryPoints,
    ],
    env: { DENO_NO_PACKAGE_JSON: "1", DENO_DIR: ".floyo/deno", DENO_NO_UPDATE_CHECK: "1" },
  },
  {
    name: "roles and permissions in SQL",
    command: process.execPath,
    args: ["scripts/generate-access.ts", "--check"],
  },
  {
    name: "generated database types",
    command: process.execPath,
    args: ["scripts/generate-types.ts", "--check"],
  },
];

const results = await Promise.all(checks.filter(isPresent).map(run));
process.exitCode = results.every(Boolean) ? 0 : 1;

function isPresent(check: Check): boolean {
  return check.command !== process.execPath || existsSync(check.args[0] ?? "");
}

function run({ name, command, args, env }: Check): Promise<boolean> {
  const startedAt = performance.now();
  return new Promise((done) => {
    const child = spawn(command, args, {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.on("error", (error) => (output += error.message));
    child.on("close", (code) => {
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      console.log(`${code === 0 ? "✓" : "✗"} ${name} (${seconds} s)`);
      if (code !== 0) console.log(output.trimEnd());
      done(code === 0);
    });
  });
}
