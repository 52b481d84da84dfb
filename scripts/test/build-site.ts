import { spawn } from "node:child_process";
import { running } from "./run.ts";

/** What the build printed. Throws with it when the site does not build. */
export async function buildSite(env: Record<string, string>): Promise<string> {
  const child = spawn("next", ["build", "web"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env, NEXT_TELEMETRY_DISABLED: "1" },
  });
  running.add(child);
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
  }
  const code = await new Promise<number>((done, fail) => {
    child.on("error", fail);
    child.on("close", (status) => done(status ?? 1));
  }).finally(() => running.delete(child));
  if (code !== 0) throw new Error(`the site does not build\n${printed}`);
  return printed;
}
