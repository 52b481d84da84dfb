import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { isRunning, waitUntilGone } from "./process.ts";

test("a process runs until it ends, even while its parent does not ask after it", async () => {
  // The second program takes the shell's place and knows nothing of the first.
  const parent = spawn("sh", ["-c", "sleep 0.2 & echo $!; exec sleep 60"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  try {
    const [line] = await once(parent.stdout, "data");
    const pid = Number(String(line));

    expect(isRunning(pid)).toBe(true);
    expect(await waitUntilGone(pid, 20_000)).toBe(true);
    expect(isRunning(Number(parent.pid))).toBe(true);
  } finally {
    parent.kill("SIGKILL");
  }
});
