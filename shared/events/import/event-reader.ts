import { parseInstant, statedOffsetMinutes } from "../instant.ts";
import type { BrokenLine } from "./import-record.ts";
import { createLogReader, type LogFormat } from "./read-log.ts";
import { createNdjsonScanner, type ScannedEvent } from "./scan-ndjson.ts";

export interface EventReader {
  push(text: string): void;
  end(): void;
}

export interface EventSink {
  /** The object is used again for the next event. */
  take: (event: ScannedEvent) => void;
  refuse: (line: BrokenLine) => void;
}

/** Hands on every event of a log as its text comes, paths as written: NDJSON by the scanner, other formats by their readers. */
export function createEventReader(
  format: LogFormat,
  { timeZone, sink }: { timeZone: string; sink: EventSink },
): EventReader {
  return format === "ndjson" ? createNdjsonScanner(sink) : recordReader(format, timeZone, sink);
}

function recordReader(format: LogFormat, timeZone: string, { take, refuse }: EventSink): EventReader {
  const reader = createLogReader(format, { timeZone, paths: "as-written" });
  const pass = ({ records, broken }: ReturnType<typeof reader.push>) => {
    for (const { line, actor, record } of records) {
      take({
        line,
        actor,
        id: record.id,
        atMs: parseInstant(record.occurredAt) ?? 0,
        offsetMinutes: statedOffsetMinutes(record.occurredAt) ?? 0,
        timeZone: record.tz === timeZone ? null : record.tz,
        op: record.op,
        path: record.path,
        fromPath: record.fromPath,
        tool: record.tool,
      });
    }
    for (const line of broken) refuse(line);
  };
  return { push: (text) => pass(reader.push(text)), end: () => pass(reader.end()) };
}
