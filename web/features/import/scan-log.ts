import type { FileEvent } from "@floyo/shared/events/event.ts";
import type { BrokenLine, ReadResult } from "@floyo/shared/events/import/import-record.ts";
import { inferTimeZone } from "@floyo/shared/events/import/infer-time-zone.ts";
import { createLogReader, detectFormat, type LogFormat } from "@floyo/shared/events/import/read-log.ts";
import { parseInstant } from "@floyo/shared/events/instant.ts";
import { RETENTION_DAYS } from "@floyo/shared/events/parse-event.ts";

const PREVIEW_EVENTS = 8;
const MAX_BROKEN_KEPT = 200;
const MAX_TIMES_TRIED = 5_000;
const MAX_ACTORS = 200;
const DETECT_FROM_CHARACTERS = 4_096;

export type PreviewEvent = Omit<FileEvent, "id"> & { id?: string };

/** What a log holds, found by reading all of it once. */
export interface LogScan {
  format: LogFormat;
  /** The zone in which its times were read. */
  timeZone: string;
  /** The zone that its stated offsets agree with (any does when it states none); null when they agree with none. */
  statedZone: string | null;
  /** Events that ingest takes by their age. */
  events: number;
  /** Events beside them that are older. */
  tooOld: number;
  first: PreviewEvent[];
  /** Earliest and latest time of `events`, in epoch milliseconds; null without one. */
  span: { from: number; to: number } | null;
  /** People in the log, the busiest first; empty when it names nobody. */
  actors: { name: string; events: number }[];
  broken: BrokenLine[];
  brokenCount: number;
}

/** Reads a log to its end for the preview; null when it is in no format that Floyo reads. */
export async function scanLog(
  pieces: AsyncIterable<string>,
  { timeZone, now }: { timeZone: string; now: number },
): Promise<LogScan | null> {
  const scan = createScan(timeZone, now - RETENTION_DAYS * 86_400_000);
  let head = "";
  let reader: ReturnType<typeof createLogReader> | null = null;
  for await (const piece of pieces) {
    if (reader) {
      scan.take(reader.push(piece));
      continue;
    }
    head += piece;
    if (head.length < DETECT_FROM_CHARACTERS) continue;
    const format = detectFormat(head);
    if (!format) return null;
    reader = createLogReader(format, { timeZone });
    scan.take(reader.push(head));
    scan.result.format = format;
  }
  if (!reader) {
    const format = detectFormat(head);
    if (!format) return null;
    reader = createLogReader(format, { timeZone });
    scan.take(reader.push(head));
    scan.result.format = format;
  }
  scan.take(reader.end());
  return scan.finish();
}

function createScan(timeZone: string, oldestMs: number) {
  const actors = new Map<string, number>();
  const times: string[] = [];
  const result: LogScan = {
    format: "ndjson",
    timeZone,
    statedZone: null,
    events: 0,
    tooOld: 0,
    first: [],
    span: null,
    actors: [],
    broken: [],
    brokenCount: 0,
  };
  return {
    result,
    take({ records, broken }: ReadResult): void {
      result.brokenCount += broken.length;
      result.broken.push(...broken.slice(0, MAX_BROKEN_KEPT - result.broken.length));
      for (const { actor, record } of records) {
        const at = parseInstant(record.occurredAt) ?? 0;
        if (at < oldestMs) {
          result.tooOld += 1;
          continue;
        }
        result.events += 1;
        if (result.first.length < PREVIEW_EVENTS) result.first.push(record);
        // A program that writes UTC says nothing of where its user is.
        if (times.length < MAX_TIMES_TRIED && !record.occurredAt.endsWith("Z")) times.push(record.occurredAt);
        if (actor !== null && (actors.has(actor) || actors.size < MAX_ACTORS)) {
          actors.set(actor, (actors.get(actor) ?? 0) + 1);
        }
        result.span = {
          from: Math.min(result.span?.from ?? at, at),
          to: Math.max(result.span?.to ?? at, at),
        };
      }
    },
    finish(): LogScan {
      const list = [...actors].map(([name, events]) => ({ name, events }));
      return {
        ...result,
        statedZone: inferTimeZone(times, timeZone),
        actors: list.length > 1 ? list.toSorted((a, b) => b.events - a.events) : [],
      };
    },
  };
}
