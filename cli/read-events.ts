import {
  createEventReader,
  type EventReader,
  type EventSink,
} from "@floyo/shared/events/import/event-reader.ts";
import { readLogText } from "./read-file.ts";

/** Hands on every event of a log file as it comes. */
export async function readEvents(
  file: string,
  { format: given, timeZone }: { format: string | undefined; timeZone: string },
  sink: EventSink,
): Promise<void> {
  let reader: EventReader | null = null;
  for await (const { format, text } of readLogText(file, given)) {
    reader ??= createEventReader(format, { timeZone, sink });
    reader.push(text);
  }
  reader?.end();
}
