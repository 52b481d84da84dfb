import { FloyoError } from "@floyo/shared/errors.ts";
import type { Db } from "../../lib/db.ts";
import { readCaptureRules } from "../privacy/read-capture-rules.ts";
import { findOrAddImport } from "../sources/queries.ts";
import { holdBack } from "./hold-back.ts";
import { type ImportStage, noProgress, type Progress, useImportStore } from "./import-store.ts";
import { type LogWorker, startLogWorker } from "./log-worker.ts";
import type { LogScan } from "./scan-log.ts";
import { sendBatch } from "./send-batch.ts";
import { addAnswer, addRefused } from "./verdicts.ts";

const MAX_NAME_LENGTH = 80; // what a source's name may have
const NO_FORMAT =
  "This is none of the logs Floyo reads: NDJSON (one JSON object a line), CSV with a header, the output of git log, or an ActivityWatch export.";

let stopping = new AbortController();
let worker: LogWorker | null = null;

interface PreviewOptions {
  timeZone: string;
  /** `guess`: the zone may give way to the one that the log's own offsets agree with. */
  zoneFrom: "guess" | "person";
}

/** Reads a chosen file to its end and shows what is in it. Nothing is sent. */
export async function previewFile(file: File, { timeZone, zoneFrom }: PreviewOptions): Promise<void> {
  const { set } = useImportStore.getState();
  const signal = begin();
  set({ name: "reading", file, bytes: 0 });
  worker = startLogWorker((bytes) => unless(signal, () => set({ name: "reading", file, bytes })));
  try {
    const scan = await worker.scan(file, { timeZone, now: Date.now() });
    if (signal.aborted) return;
    if (!scan) return set({ name: "choose", problem: NO_FORMAT });
    if (scan.events === 0) return set({ name: "choose", problem: nothingIn(scan) });
    // Its own offsets say where a log was written; reading it again there gives each event its right zone.
    if (zoneFrom === "guess" && scan.statedZone && scan.statedZone !== timeZone) {
      return await previewFile(file, { timeZone: scan.statedZone, zoneFrom });
    }
    set({ name: "ready", file, scan, actor: scan.actors[0]?.name ?? null });
  } catch (error) {
    unless(signal, () => set({ name: "choose", problem: messageOf(error) }));
  } finally {
    if (!signal.aborted) worker?.stop();
  }
}

interface ImportOptions {
  db: Db;
  token: () => Promise<string>;
  url: string;
  /** Called when the last verdict is in, and when it ends early. */
  onOver: () => void;
}

/** Sends what the preview showed, batch by batch, and keeps count of the verdicts. */
export async function sendFile({ db, token, url, onOver }: ImportOptions): Promise<void> {
  const { stage, set } = useImportStore.getState();
  if (stage.name !== "ready") return;
  const { file, scan, actor } = stage;
  const signal = begin();
  let progress = noProgress(scan.actors.find(({ name }) => name === actor)?.events ?? scan.events);
  const show = (change: Partial<Progress>) => {
    progress = { ...progress, ...change };
    unless(signal, () => set({ name: "sending", file, format: scan.format, progress }));
  };
  const finish = (end: Extract<ImportStage, { name: "over" }>["end"], problem: string | null) => {
    set({ name: "over", file, format: scan.format, progress: { ...progress, waiting: null }, end, problem });
    onOver();
  };
  show({});
  worker = startLogWorker(() => {});
  try {
    const source = await findOrAddImport(db, sourceName(file.name));
    const options = {
      format: scan.format,
      timeZone: scan.timeZone,
      actor,
      sourceId: source.id,
      now: Date.now(),
    };
    for await (const batch of worker.read(file, options)) {
      const { events, lines, refused } = holdBack(batch, await readCaptureRules(db));
      let { verdicts } = progress;
      if (events.length > 0) {
        const answer = await sendBatch(
          { source: source.id, events },
          {
            url,
            fetch: (...request) => fetch(...request),
            token,
            now: Date.now,
            wait,
            signal,
            onWaiting: (waiting) => show({ waiting }),
          },
        );
        verdicts = addAnswer(verdicts, answer, lines);
      }
      show({
        verdicts: addRefused(verdicts, refused),
        judged: progress.judged + events.length + refused.length,
      });
    }
    finish("done", null);
  } catch (error) {
    if (signal.aborted) finish("stopped", null);
    else finish("failed", messageOf(error));
  } finally {
    worker?.stop();
  }
}

/** Stops reading or sending. What was taken stays; sending the file again later adds only the rest. */
export function stopImport(): void {
  const { stage, set } = useImportStore.getState();
  stopping.abort(new DOMException("The import was stopped.", "AbortError"));
  if (stage.name === "reading") {
    worker?.stop();
    set({ name: "choose", problem: null });
  }
}

/** Back to the beginning, for another file. */
export function startOver(): void {
  useImportStore.getState().set({ name: "choose", problem: null });
}

/** Whose events are taken, among the people of the log; null for everybody's. */
export function chooseActor(actor: string | null): void {
  const { stage, set } = useImportStore.getState();
  if (stage.name === "ready") set({ ...stage, actor });
}

function begin(): AbortSignal {
  stopping.abort();
  worker?.stop();
  stopping = new AbortController();
  return stopping.signal;
}

function unless(signal: AbortSignal, run: () => void): void {
  if (!signal.aborted) run();
}

function sourceName(fileName: string): string {
  return fileName.replace(/\.gz$/i, "").trim().slice(0, MAX_NAME_LENGTH) || "log";
}

function nothingIn({ tooOld, broken, format }: LogScan): string {
  if (tooOld > 0)
    return "Every event of this file is older than a year and a day. Floyo does not keep those.";
  const reason = broken[0]?.reason;
  if (!reason && format === "activitywatch") {
    return "No event of this export names a file. Files are named by watchers of editors, and by window titles such as “orders.xlsx - Excel”.";
  }
  return reason ? `No line of this file is an event. The first one: ${reason}.` : "This file is empty.";
}

function messageOf(error: unknown): string {
  if (error instanceof FloyoError) return error.message;
  console.error(error);
  return "This page met something that it does not know. What was taken so far is kept.";
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done, fail) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      fail(signal.reason);
    });
  });
}
