import type { FileEvent } from "@floyo/shared/events/event.ts";
import { MAX_EVENTS_PER_BATCH } from "@floyo/shared/events/event.ts";
import { createEventIds } from "@floyo/shared/events/import/derive-event-id.ts";
import type { NumberedRecord } from "@floyo/shared/events/import/import-record.ts";
import { createLogReader, type LogFormat } from "@floyo/shared/events/import/read-log.ts";
import { parseEvent } from "@floyo/shared/events/parse-event.ts";
import type { Refusal } from "./verdicts.ts";

const MAX_BATCH_CHARACTERS = 300_000; // at most 900 kB of UTF-8, below the 1 MiB that ingest takes

export interface ReadOptions {
  format: LogFormat;
  timeZone: string;
  /** Only this person's events; null for all. */
  actor: string | null;
  sourceId: string;
  now: number;
}

export interface Batch {
  events: FileEvent[];
  /** The line of the log behind each event. */
  lines: number[];
  /** Events that ingest would refuse, judged here by the same rules and not sent. */
  refused: Refusal[];
}

/** Reads a log into batches that ingest takes whole, each event with the id it has for ever. */
export async function* readBatches(
  pieces: AsyncIterable<string>,
  { format, timeZone, actor, sourceId, now }: ReadOptions,
): AsyncGenerator<Batch> {
  const reader = createLogReader(format, { timeZone });
  const withId = createEventIds({ sourceId });
  let batch: Batch = { events: [], lines: [], refused: [] };
  let characters = 0;

  function* add(records: NumberedRecord[]): Generator<Batch> {
    for (const { line, actor: who, record } of records) {
      // Ids count equal lines over the whole log, so that they do not depend on whose events are taken.
      const event = withId(record);
      if (actor !== null && who !== actor) continue;
      const verdict = parseEvent(event, { now });
      if (!verdict.ok) {
        batch.refused.push({ line, code: verdict.code, message: verdict.message });
        continue;
      }
      const size = JSON.stringify(event).length;
      if (batch.events.length >= MAX_EVENTS_PER_BATCH || characters + size > MAX_BATCH_CHARACTERS) {
        yield batch;
        batch = { events: [], lines: [], refused: [] };
        characters = 0;
      }
      batch.events.push(verdict.event);
      batch.lines.push(line);
      characters += size;
    }
  }

  for await (const piece of pieces) yield* add(reader.push(piece).records);
  yield* add(reader.end().records);
  if (batch.events.length > 0 || batch.refused.length > 0) yield batch;
}
