import { type ChildProcess, spawn } from "node:child_process";

/** What was started here and is still going. */
export const running = new Set<ChildProcess>();

/** Runs a command with its output shown, and answers its exit code (1 where a signal ended it). */
export function run(command: string, args: string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { stdio: "inherit", env: { ...process.env, ...env } });
    running.add(child);
    child.on("error", fail);
    child.on("close", (code) => {
      running.delete(child);
      done(code ?? 1);
    });
  });
}

/** Ends what is still going. */
export function endRunning(): void {
  for (const child of running) child.kill("SIGTERM");
}
