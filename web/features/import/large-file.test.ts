import { expect, it } from "vitest";
import { openLog } from "./log-file.ts";
import { readBatches } from "./read-batches.ts";
import { scanLog } from "./scan-log.ts";

const NOW = Date.parse("2026-11-20T12:00:00Z");
const LINES = 30_000;
const BROKEN_AT = 20_000;
const OPTIONS = {
  format: "ndjson" as const,
  timeZone: "UTC",
  actor: null,
  sourceId: "7f3a1c1e-0000-4000-8000-000000000001",
  now: NOW,
};

/** A file of some megabytes that is made as it is read, and says how many of its lines were asked for. */
function aLargeFile(): { file: Blob; linesMade: () => number } {
  let made = 0;
  const encoder = new TextEncoder();
  const stream = () =>
    new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull(controller) {
        if (made >= LINES) return controller.close();
        let text = "";
        for (let index = 0; index < 500; index++) {
          made++;
          const at = new Date(NOW - 86_400_000 * 30 + made * 60_000).toISOString();
          text +=
            made === BROKEN_AT
              ? '{"ts": this line breaks off\n'
              : `${JSON.stringify({ ts: at, op: "edit", path: `Projects/area ${made % 97}/notes ${made % 997}.md` })}\n`;
        }
        controller.enqueue(encoder.encode(text));
      },
    });
  const file = new Blob(['{"']);
  Object.defineProperty(file, "stream", {
    value: () => {
      made = 0;
      return stream();
    },
  });
  return { file, linesMade: () => made };
}

it("names the broken line of a large file and counts all others", async () => {
  const { file } = aLargeFile();
  let bytes = 0;

  const log = await openLog(file, (count) => {
    bytes = count;
  });
  const scan = await scanLog(log.pieces, OPTIONS);

  expect(scan).toMatchObject({ events: LINES - 1, brokenCount: 1, broken: [{ line: BROKEN_AT }] });
  expect(bytes).toBeGreaterThan(2_000_000);
});

it("reads no further than it is asked to, so that a cancelled import stops and no file fills the memory", async () => {
  const { file, linesMade } = aLargeFile();
  const batches = readBatches((await openLog(file, () => {})).pieces, OPTIONS);

  const first = await batches.next();
  await batches.return(undefined);

  expect(first.value?.events).toHaveLength(1000);
  expect(linesMade()).toBeLessThan(10_000);
});
