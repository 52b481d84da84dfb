import { FloyoError } from "@floyo/shared/errors.ts";
import type { LocalReport, MineAnswer, MineRequest } from "./mining-messages.ts";

export type MiningProgress = Omit<Extract<MineAnswer, { tell: "progress" }>, "tell">;

/**
 * Mines a log in a worker of its own: nothing leaves this device, and the page stays smooth. Aborting ends the worker
 * at once; the promise is then rejected with the signal's reason.
 */
export function mineFile(
  request: MineRequest,
  { onProgress, signal }: { onProgress: (progress: MiningProgress) => void; signal: AbortSignal },
): Promise<LocalReport> {
  const worker = new Worker(new URL("./mine-worker.ts", import.meta.url), { type: "module" });
  return new Promise<LocalReport>((done, fail) => {
    signal.addEventListener("abort", () => fail(signal.reason), { once: true });
    worker.onerror = () =>
      fail(new FloyoError("internal", "The miner of this page could not start. Load the page again."));
    worker.onmessage = ({ data }: MessageEvent<MineAnswer>) => {
      if (data.tell === "progress") onProgress(data);
      else if (data.tell === "mined") done(data.report);
      else fail(new FloyoError("invalid_input", data.message));
    };
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}
