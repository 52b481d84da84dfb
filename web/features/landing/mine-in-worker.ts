import type { MineAnswer, MineRequest } from "./example-worker.ts";

/** Mines the sample without these days, in a worker; only the answer to the newest question is given. */
export interface MineExample {
  (hidden: ReadonlySet<string>): Promise<Pick<MineAnswer, "view" | "tookMs">>;
  stop(): void;
}

/** `now`: epoch milliseconds, the day that the sample ends before. */
export function mineInWorker(now: number): MineExample {
  const worker = new Worker(new URL("./example-worker.ts", import.meta.url), { type: "module" });
  let turn = 0;
  const mine = (hidden: ReadonlySet<string>) =>
    new Promise<MineAnswer>((done) => {
      turn += 1;
      const asked = turn;
      worker.onmessage = ({ data }: MessageEvent<MineAnswer>) => {
        if (data.turn === asked) done(data);
      };
      worker.postMessage({ turn: asked, now, hidden: [...hidden] } satisfies MineRequest);
    });
  return Object.assign(mine, { stop: () => worker.terminate() });
}
