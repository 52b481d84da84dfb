import type { BrokenLine } from "@floyo/shared/events/import/import-record.ts";
import { createLogReader, type LogFormat } from "@floyo/shared/events/import/read-log.ts";
import { createNdjsonScanner, type ScannedEvent } from "@floyo/shared/events/import/scan-ndjson.ts";
import { parseInstant, statedOffsetMinutes } from "@floyo/shared/events/instant.ts";
import { readLogText } from "./read-file.ts";

interface EventReader {
  push(text: string): void;
  end(): void;
}

export interface EventSink {
  /** The object is used again for the next event. */
  take: (event: ScannedEvent) => void;
  refuse: (line: BrokenLine) => void;
}

/** Hands on every event of a log as it comes: NDJSON by the scanner, other formats by their readers. */
export async function readEvents(
  file: string,
  options: { format: string | undefined; timeZone: string },
  sink: EventSink,
): Promise<void> {
  let reader: EventReader | null = null;
  for await (const { format, text } of readLogText(file, options.format)) {
    reader ??= format === "ndjson" ? createNdjsonScanner(sink) : recordReader(format, options.timeZone, sink);
    reader.push(text);
  }
  reader?.end();
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
