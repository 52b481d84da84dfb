import { spawn } from "node:child_process";
import { globSync } from "node:fs";
import { join } from "node:path";
import { crashed, type Tally } from "./tally.ts";

/** The functions and shared code on the runtime they are hosted on: every `*.deno.ts` beside the code. */
export async function runDenoTests(root: string): Promise<Tally> {
  const files = globSync(["functions/**/*.deno.ts", "shared/**/*.deno.ts"], { cwd: root });
  if (files.length === 0) return crashed("deno", "no *.deno.ts test found");
  const output = await denoTest(root, files);
  const counted =
    /(\d+) passed(?: \(\d+ steps?\))? \| (\d+) failed(?: \(\d+ steps?\))?(?: \| (\d+) ignored)?/.exec(output);
  if (!counted) return crashed("deno", "deno test ended without its closing line");
  const [, passed, failed, ignored] = counted;
  return {
    passed: Number(passed),
    failed: Number(failed),
    skipped: Number(ignored ?? 0),
    notes: [],
    failures: failuresIn(output),
  };
}

/** Deno lists what failed as `name => ./file.deno.ts:12:6`, once with the error and once in the end. */
function failuresIn(output: string): string[] {
  const listed = [...output.matchAll(/^(.+) => \.\/(\S+?):\d+:\d+$/gm)];
  return [...new Set(listed.map(([, name, file]) => `deno: ${file} > ${name}`))];
}

function denoTest(root: string, files: string[]): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(
      "deno",
      [
        "test",
        "-A",
        "--no-config",
        "--no-lock",
        "--node-modules-dir=manual",
        "--import-map",
        "functions/deno.json",
        ...files,
      ],
      {
        cwd: root,
        env: {
          ...process.env,
          DENO_NO_PACKAGE_JSON: "1",
          DENO_NO_UPDATE_CHECK: "1",
          DENO_DIR: join(root, ".floyo", "deno"),
          NO_COLOR: "1",
        },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
        process.stdout.write(text);
      });
    }
    child.on("error", fail);
    child.on("close", () => done(output));
  });
}
