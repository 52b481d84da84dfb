import { FloyoError } from "@floyo/shared/errors.ts";
import { capturedBy } from "@floyo/shared/events/capture-rules.ts";
import { type FileEvent, MAX_EVENTS_PER_BATCH } from "@floyo/shared/events/event.ts";
import { createEventIds } from "@floyo/shared/events/import/derive-event-id.ts";
import type { BrokenLine } from "@floyo/shared/events/import/import-record.ts";
import { isUuid } from "@floyo/shared/events/uuid-v7.ts";
import { parseFileArguments } from "./arguments.ts";
import type { IngestTarget } from "./ask-ingest.ts";
import { printBroken, readLogFile, zoneOf } from "./read-file.ts";
import { readRules } from "./read-rules.ts";
import { sendBatch } from "./send-batch.ts";

const OPTIONS = {
  source: { type: "string" },
  key: { type: "string" },
  url: { type: "string" },
  tz: { type: "string" },
  format: { type: "string" },
} as const;

/** The server takes 1 MiB; this leaves room for the envelope. */
const MAX_BATCH_BYTES = 900 * 1024;

interface Totals {
  accepted: number;
  duplicate: number;
  rejected: number;
  /** Held back here, by what the person ruled out. */
  held: number;
}

interface Line {
  line: number;
  event: FileEvent;
}

/** `floyo import`: sends a log to Floyo in batches. Gives the exit code. */
export async function importLog(args: string[]): Promise<number> {
  const { file, values } = parseFileArguments(args, OPTIONS);
  const target = targetOf(values);
  const toEvent = createEventIds({ sourceId: target.source });
  const broken: BrokenLine[] = [];
  const totals: Totals = { accepted: 0, duplicate: 0, rejected: 0, held: 0 };
  let batch: Line[] = [];
  let bytes = 0;
  const flush = async () => {
    if (batch.length > 0) await sendAndPrint(target, await withoutRuledOut(target, batch, totals), totals);
    batch = [];
    bytes = 0;
  };
  for await (const read of readLogFile(file, { timeZone: zoneOf(values.tz), format: values.format })) {
    broken.push(...read.broken);
    for (const { line, record } of read.records) {
      const event = toEvent(record);
      const size = Buffer.byteLength(JSON.stringify(event)) + 1;
      if (batch.length >= MAX_EVENTS_PER_BATCH || bytes + size > MAX_BATCH_BYTES) await flush();
      batch.push({ line, event });
      bytes += size;
    }
  }
  await flush();
  printBroken(broken);
  console.log(
    `${totals.accepted} new, ${totals.duplicate} already known, ${totals.rejected} refused, ` +
      `${totals.held} held back by your privacy settings, ${broken.length} lines not readable`,
  );
  return totals.rejected + broken.length > 0 ? 2 : 0;
}

function targetOf(values: { source?: string; key?: string; url?: string }): IngestTarget {
  const { source, key, url } = values;
  if (!source || !isUuid(source))
    throw new FloyoError("invalid_input", "--source is the UUID of a source, from its page");
  if (!key) throw new FloyoError("invalid_input", "--key is a device key (flk_…), made in the settings");
  if (!url || !URL.canParse(url)) {
    throw new FloyoError("invalid_input", "--url is where the functions live, like https://…/functions/v1");
  }
  return { source, key, url: `${url.replace(/\/$/, "")}/ingest` };
}

/** What the person ruled out does not leave this machine. Asked before each batch, so that a new rule holds at once. */
async function withoutRuledOut(
  target: IngestTarget,
  batch: readonly Line[],
  totals: Totals,
): Promise<readonly Line[]> {
  const rules = await readRules(target);
  if (rules.isPaused) {
    throw new FloyoError(
      "conflict",
      "This source, or everything, is paused. Nothing was sent; go on with it first.",
    );
  }
  const isCaptured = capturedBy(rules);
  const kept = batch.filter(({ event }) => isCaptured(event));
  totals.held += batch.length - kept.length;
  return kept;
}

async function sendAndPrint(target: IngestTarget, batch: readonly Line[], totals: Totals): Promise<void> {
  if (batch.length === 0) return;
  const verdict = await sendBatch(
    target,
    batch.map(({ event }) => event),
  );
  totals.accepted += verdict.accepted;
  totals.duplicate += verdict.duplicate;
  totals.rejected += verdict.rejected.length;
  const last = batch.at(-1)?.line ?? 0;
  console.log(
    `lines to ${last}: ${verdict.accepted} new, ${verdict.duplicate} known, ${verdict.rejected.length} refused`,
  );
  for (const { index, code, message } of verdict.rejected.slice(0, 5)) {
    console.error(`line ${batch[index]?.line ?? "?"}: ${message} (${code})`);
  }
  if (verdict.rejected.length > 5) console.error(`and ${verdict.rejected.length - 5} more refused`);
}
