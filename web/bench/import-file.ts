// Reads a large log the way the import page does, without sending it: `node scripts/node24.mjs web/bench/import-file.ts [MB]`.

import { once } from "node:events";
import { createWriteStream, mkdtempSync, openAsBlob, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLog } from "../features/import/log-file.ts";
import { readBatches } from "../features/import/read-batches.ts";
import { scanLog } from "../features/import/scan-log.ts";

const MEGABYTE = 1_000_000;
const SPAN_MS = 300 * 86_400_000;
const BYTES_PER_LINE_AT_LEAST = 90;
const megabytes = Number(process.argv[2] ?? "200");
if (!Number.isInteger(megabytes) || megabytes < 1) throw new Error("Give a whole number of megabytes.");

const folder = mkdtempSync(join(tmpdir(), "floyo-import-"));
const now = Date.now();
try {
  const path = join(folder, "log.ndjson");
  const lines = await writeLog(path, megabytes * MEGABYTE);
  const file = await openAsBlob(path);
  const memory = watchMemory();
  let bytes = 0;
  const told = (count: number) => {
    bytes = count;
  };

  const scanStarted = performance.now();
  const scan = await scanLog((await openLog(file, told)).pieces, { timeZone: "UTC", now });
  const scanMs = performance.now() - scanStarted;
  if (!scan || scan.events + scan.brokenCount !== lines) throw new Error("the scan lost lines");

  const readStarted = performance.now();
  const options = { format: scan.format, timeZone: "UTC", actor: null, sourceId: crypto.randomUUID(), now };
  let events = 0;
  for await (const batch of readBatches((await openLog(file, told)).pieces, options))
    events += batch.events.length;
  const readMs = performance.now() - readStarted;
  if (events !== scan.events) throw new Error(`read ${events} events of ${scan.events}`);

  console.log(
    JSON.stringify({
      megabytes: bytes / MEGABYTE,
      lines,
      brokenLines: scan.brokenCount,
      scanSeconds: round(scanMs / 1000),
      readSeconds: round(readMs / 1000),
      megabytesPerSecond: round((2 * bytes) / MEGABYTE / ((scanMs + readMs) / 1000)),
      memoryBeforeMb: memory.before,
      memoryPeakMb: memory.peak(),
    }),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** A log of single edits over the last 300 days; every ten-thousandth line is broken. Gives its number of lines. */
async function writeLog(path: string, size: number): Promise<number> {
  const out = createWriteStream(path);
  let lines = 0;
  let written = 0;
  const start = now - SPAN_MS;
  const stepMs = Math.floor(SPAN_MS / (size / BYTES_PER_LINE_AT_LEAST));
  while (written < size) {
    const at = new Date(start + lines * stepMs).toISOString();
    const line =
      lines % 10_000 === 9_999
        ? '{"ts": this line breaks off\n'
        : `${JSON.stringify({ ts: at, op: "edit", path: `Projects/area-${lines % 97}/notes ${lines % 4_001}.md`, app: "Writer" })}\n`;
    lines++;
    written += line.length;
    if (!out.write(line)) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
  return lines;
}

function watchMemory(): { before: number; peak: () => number } {
  const rss = () => Math.round(process.memoryUsage().rss / MEGABYTE);
  const before = rss();
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, rss());
  }, 50);
  timer.unref();
  return { before, peak: () => Math.max(peak, rss()) };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
