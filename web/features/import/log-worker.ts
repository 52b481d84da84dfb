import { FloyoError } from "@floyo/shared/errors.ts";
import type { Batch, ReadOptions } from "./read-batches.ts";
import type { LogScan } from "./scan-log.ts";
import type { FromWorker, ToWorker } from "./worker-messages.ts";

/** Reads logs off the page's own thread, so that the page stays smooth while a large file is read. */
export interface LogWorker {
  scan: (file: Blob, options: { timeZone: string; now: number }) => Promise<LogScan | null>;
  read: (file: Blob, options: ReadOptions) => AsyncGenerator<Batch>;
  stop: () => void;
}

export function startLogWorker(onBytes: (bytes: number) => void): LogWorker {
  const worker = new Worker(new URL("./import-worker.ts", import.meta.url), { type: "module" });

  function ask(message: ToWorker): Promise<FromWorker> {
    return new Promise((done, fail) => {
      worker.onerror = () =>
        fail(new FloyoError("internal", "The reader of this page could not start. Load the page again."));
      worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        if (data.tell === "bytes") onBytes(data.bytes);
        else if (data.tell === "failed") fail(unreadable(data.message));
        else done(data);
      };
      worker.postMessage(message);
    });
  }

  return {
    async scan(file, options) {
      const told = await ask({ ask: "scan", file, ...options });
      return told.tell === "scanned" ? told.scan : null;
    },
    async *read(file, options) {
      let told = await ask({ ask: "read", file, options });
      while (told.tell === "batch" && told.batch) {
        yield told.batch;
        told = await ask({ ask: "next" });
      }
    },
    stop: () => worker.terminate(),
  };
}

function unreadable(message: string): FloyoError {
  return new FloyoError(
    "invalid_input",
    `This file could not be read to its end (${message}). If it is zipped, zip it again; if it moved, choose it again.`,
  );
}
