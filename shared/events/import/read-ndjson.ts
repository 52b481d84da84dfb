import { quote } from "../text.ts";
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
import { createLineSplitter } from "./read-lines.ts";

/**
 * Reads one JSON object a line, in Floyo's own words (`occurredAt`, `op`, `path`, …) or the short ones of file loggers:
 * `{"ts": ISO, "op": "open", "path", "app"?, "from"?, "actor"?}`. Other fields are passed over.
 */
export function createNdjsonReader(options: LogReaderOptions): LogReader {
  const lines = createLineSplitter();
  let number = 0;
  const read = (texts: string[]): ReadResult => {
    const result: ReadResult = { records: [], broken: [] };
    for (const text of texts) {
      number++;
      if (text.trim() === "") continue;
      const read = readNdjsonLine(text, number, options);
      if ("record" in read) result.records.push({ line: read.line, actor: read.actor, record: read.record });
      else result.broken.push(read);
    }
    return result;
  };
  return { push: (text) => read(lines.push(text)), end: () => read(lines.end()) };
}

/** One line that is not blank. `hasZone`: it names its time zone itself. */
export function readNdjsonLine(
  text: string,
  line: number,
  options: LogReaderOptions,
): (NumberedRecord & { hasZone: boolean }) | BrokenLine {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return brokenLine(line, "is not JSON; write one whole object a line", text);
  }
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) {
    return brokenLine(line, "is not a JSON object", text);
  }
  const fields = new Map<string, unknown>(Object.entries(raw));
  const word = fields.get("op");
  const op = typeof word === "string" ? opOf(word) : null;
  if (op === null)
    return brokenLine(line, `op ${quote(word)} is not a word for a file event, like modified`, text);
  const own = (...names: string[]) =>
    names.map((name) => fields.get(name)).find((value) => value !== undefined && value !== null);
  const checked = checkRecord(
    {
      id: own("id"),
      occurredAt: own("occurredAt", "ts"),
      tz: own("tz") ?? options.timeZone,
      op,
      path: own("path"),
      fromPath: op === "moved" ? own("fromPath", "from") : undefined,
      tool: own("tool", "app"),
      size: own("size"),
      durationMs: own("durationMs"),
      inferred: own("inferred"),
      details: own("details"),
    },
    options,
  );
  if (!checked.ok) return brokenLine(line, checked.reason, text);
  const actor = fields.get("actor");
  return {
    line,
    actor: actor === undefined || actor === null ? null : String(actor),
    record: checked.record,
    hasZone: own("tz") !== undefined,
  };
}
