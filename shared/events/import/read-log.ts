import type { LogReader, LogReaderOptions, ReadResult } from "./import-record.ts";
import { createActivityWatchReader, isActivityWatch } from "./read-activitywatch.ts";
import { createCsvReader, findDelimiter } from "./read-csv.ts";
import { createGitLogReader } from "./read-git-log.ts";
import { createNdjsonReader } from "./read-ndjson.ts";

export type LogFormat = "ndjson" | "csv" | "git-log" | "activitywatch";

const READERS: Record<LogFormat, (options: LogReaderOptions) => LogReader> = {
  ndjson: createNdjsonReader,
  csv: createCsvReader,
  "git-log": createGitLogReader,
  activitywatch: createActivityWatchReader,
};

/** A reader that takes a log in pieces: `push` each, then `end` once. */
export function createLogReader(format: LogFormat, options: LogReaderOptions): LogReader {
  return READERS[format](options);
}

/** The format of a log by its beginning (a few lines are enough), or null when it is none that Floyo reads. */
export function detectFormat(firstLines: string): LogFormat | null {
  if (isActivityWatch(firstLines.replace(/^\uFEFF/, ""))) return "activitywatch";
  const first = firstLines
    .replace(/^\uFEFF/, "")
    .split("\n")
    .find((line) => line.trim() !== "")
    ?.trim();
  if (first === undefined) return null;
  if (first.startsWith("{")) return "ndjson";
  if (/^commit [0-9a-f]{7,64}\b/.test(first)) return "git-log";
  return findDelimiter(first) === null ? null : "csv";
}

/** Reads a whole log at once. */
export function readLog(format: LogFormat, text: string, options: LogReaderOptions): ReadResult {
  const reader = createLogReader(format, options);
  const head = reader.push(text);
  const tail = reader.end();
  return { records: head.records.concat(tail.records), broken: head.broken.concat(tail.broken) };
}
