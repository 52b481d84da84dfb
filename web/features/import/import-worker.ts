import { openLog } from "./log-file.ts";
import { type Batch, type ReadOptions, readBatches } from "./read-batches.ts";
import { scanLog } from "./scan-log.ts";
import type { FromWorker, ToWorker } from "./worker-messages.ts";

// The least that this file needs of a worker's global scope: TypeScript's own types for it clash with the page's.
interface WorkerScope {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker): void;
}
const scope = globalThis as unknown as WorkerScope;

const SAY_BYTES_EVERY = 1 << 20;
let batches: AsyncGenerator<Batch> | null = null;

scope.onmessage = ({ data }) => {
  answer(data).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    scope.postMessage({ tell: "failed", message });
  });
};

async function answer(message: ToWorker): Promise<void> {
  switch (message.ask) {
    case "scan": {
      const { file, timeZone, now } = message;
      const { pieces } = await openLog(file, createByteTeller());
      return scope.postMessage({ tell: "scanned", scan: await scanLog(pieces, { timeZone, now }) });
    }
    case "read":
      batches = await open(message.file, message.options);
      return tellNext();
    case "next":
      return tellNext();
  }
}

async function open(file: Blob, options: ReadOptions): Promise<AsyncGenerator<Batch>> {
  const { pieces } = await openLog(file, createByteTeller());
  return readBatches(pieces, options);
}

async function tellNext(): Promise<void> {
  const next = await batches?.next();
  scope.postMessage({ tell: "batch", batch: next && !next.done ? next.value : null });
}

function createByteTeller(): (bytes: number) => void {
  let told = 0;
  return (bytes) => {
    if (bytes - told < SAY_BYTES_EVERY) return;
    told = bytes;
    scope.postMessage({ tell: "bytes", bytes });
  };
}
