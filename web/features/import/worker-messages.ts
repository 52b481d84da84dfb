import type { Batch, ReadOptions } from "./read-batches.ts";
import type { LogScan } from "./scan-log.ts";

/** What the page asks of the worker. After `read` it asks for each batch, so that no file fills the memory. */
export type ToWorker =
  | { ask: "scan"; file: Blob; timeZone: string; now: number }
  | { ask: "read"; file: Blob; options: ReadOptions }
  | { ask: "next" };

export type FromWorker =
  | { tell: "bytes"; bytes: number }
  | { tell: "scanned"; scan: LogScan | null }
  | { tell: "batch"; batch: Batch | null }
  | { tell: "failed"; message: string };
