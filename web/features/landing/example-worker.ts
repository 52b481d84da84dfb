import { type ExampleView, mineExample } from "./example.ts";

export interface MineRequest {
  /** Told back with the answer, so that an answer that was overtaken can be dropped. */
  turn: number;
  now: number;
  hidden: string[];
}

export interface MineAnswer {
  turn: number;
  view: ExampleView;
  tookMs: number;
}

// The least that this file needs of a worker's global scope: TypeScript's own types for it clash with the page's.
interface WorkerScope {
  onmessage: ((event: MessageEvent<MineRequest>) => void) | null;
  postMessage(message: MineAnswer): void;
}
const scope = globalThis as unknown as WorkerScope;

scope.onmessage = ({ data: { turn, now, hidden } }) => {
  const startedAt = performance.now();
  const view = mineExample({ now, hidden });
  scope.postMessage({ turn, view, tookMs: performance.now() - startedAt });
};
