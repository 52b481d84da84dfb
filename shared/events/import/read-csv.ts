import { quote } from "../text.ts";
import { isTimeZone } from "../time-zone.ts";
import { checkRecord } from "./check-record.ts";
import {
  type BrokenLine,
  brokenLine,
  type LogReader,
  type LogReaderOptions,
  type NumberedRecord,
  opOf,
  type ReadResult,
} from "./import-record.ts";
import { parseWrittenTime, writeInstant } from "./parse-written-time.ts";
import { type CsvRow, createCsvSplitter } from "./read-csv-rows.ts";

type Column = "time" | "op" | "path" | "fromPath" | "tool" | "size" | "tz" | "actor";

const HEADERS: Record<Column, readonly string[]> = {
  time: ["time", "timestamp", "ts", "date", "datetime", "occurredat", "when", "at"],
  op: ["op", "operation", "action", "event", "eventtype", "type", "activity"],
  path: ["path", "file", "filename", "filepath", "name", "item", "target", "fullpath"],
  fromPath: ["frompath", "from", "oldpath", "source", "previouspath", "oldname"],
  tool: ["tool", "app", "application", "program", "process"],
  size: ["size", "bytes", "filesize"],
  tz: ["tz", "timezone", "zone"],
  actor: ["actor", "user", "person", "who", "username", "account"],
};

const DELIMITERS = [",", ";", "\t"] as const;

/** Which column is which, by the names of the header; the first that fits wins. Unknown names are passed over. */
export function mapHeader(cells: readonly string[]): Map<Column, number> {
  const names = cells.map((cell) => cell.toLowerCase().replace(/[^a-z]/g, ""));
  const columns = new Map<Column, number>();
  for (const [column, words] of Object.entries(HEADERS)) {
    const index = names.findIndex((name) => words.includes(name));
    if (index >= 0) columns.set(column as Column, index); // Object.entries forgets the key's type.
  }
  return columns;
}

/** The delimiter under which a header names most columns, or null when it names no time and path. */
export function findDelimiter(header: string): string | null {
  const fits = DELIMITERS.map((delimiter) => {
    const columns = mapHeader(createCsvSplitter(delimiter).push(`${header}\n`)[0]?.cells ?? []);
    return { delimiter, columns };
  }).filter(({ columns }) => columns.has("time") && columns.has("path"));
  fits.sort((left, right) => right.columns.size - left.columns.size);
  return fits[0]?.delimiter ?? null;
}

/**
 * Reads a table with a header. Needed: a time and a path; without a column for what happened, each row is `modified`.
 * See `parseWrittenTime` for how times may be written.
 */
export function createCsvReader(options: LogReaderOptions): LogReader {
  let splitter: ReturnType<typeof createCsvSplitter> | null = null;
  let columns: Map<Column, number> | null = null;
  let waiting = "";
  let isUnreadable = false;

  const readRows = (rows: CsvRow[]): ReadResult => {
    const result: ReadResult = { records: [], broken: [] };
    for (const row of rows) {
      if (columns === null) {
        columns = mapHeader(row.cells);
        continue;
      }
      const read = readRow(row, columns, options);
      if ("record" in read) result.records.push(read);
      else result.broken.push(read);
    }
    return result;
  };
  const open = (text: string): ReadResult => {
    const header = text.slice(0, text.indexOf("\n") < 0 ? undefined : text.indexOf("\n")).replace(/\r$/, "");
    const delimiter = findDelimiter(header);
    if (delimiter === null) {
      isUnreadable = true;
      return {
        records: [],
        broken: [brokenLine(1, "the header names no time and no path; name two columns so", header)],
      };
    }
    splitter = createCsvSplitter(delimiter);
    return readRows(splitter.push(text));
  };

  return {
    push(text) {
      if (isUnreadable) return { records: [], broken: [] };
      if (splitter) return readRows(splitter.push(text));
      waiting += text;
      if (!waiting.includes("\n")) return { records: [], broken: [] };
      return open(waiting.replace(/^\uFEFF/, ""));
    },
    end() {
      if (isUnreadable) return { records: [], broken: [] };
      const head =
        splitter || waiting === "" ? { records: [], broken: [] } : open(waiting.replace(/^\uFEFF/, ""));
      const tail = splitter ? readRows(splitter.end()) : { records: [], broken: [] };
      return { records: [...head.records, ...tail.records], broken: [...head.broken, ...tail.broken] };
    },
  };
}

function readRow(
  row: CsvRow,
  columns: Map<Column, number>,
  options: LogReaderOptions,
): NumberedRecord | BrokenLine {
  const cell = (column: Column) => row.cells[columns.get(column) ?? -1]?.trim() || undefined;
  const broken = (reason: string) => brokenLine(row.line, reason, row.cells.join(","));
  const timeZone = cell("tz") ?? options.timeZone;
  if (!isTimeZone(timeZone)) return broken(`${quote(timeZone)} is not an IANA time zone like Europe/Berlin`);
  const time = cell("time");
  const atMs = time === undefined ? null : parseWrittenTime(time, timeZone);
  if (atMs === null) return broken(`time ${quote(time)} cannot be read; write it like 2026-11-08 09:00`);
  const word = cell("op");
  const op = columns.has("op") ? opOf(word ?? "") : "modified";
  if (op === null) return broken(`${quote(word)} is not a word for a file event, like modified`);
  const size = cell("size");
  const checked = checkRecord(
    {
      occurredAt: writeInstant(atMs, timeZone),
      tz: timeZone,
      op,
      path: cell("path"),
      fromPath: op === "moved" ? cell("fromPath") : undefined,
      tool: cell("tool"),
      size: size === undefined ? undefined : Number(size),
    },
    options,
  );
  if (!checked.ok) return broken(checked.reason);
  return { line: row.line, actor: cell("actor") ?? null, record: checked.record };
}
