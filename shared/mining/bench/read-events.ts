import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { EventOp } from "../../events/event.ts";
import { opOf } from "../../events/import/import-record.ts";
import { inferTimeZone } from "../../events/import/infer-time-zone.ts";
import { createInstantScanner } from "../../events/import/scan-instant.ts";
import type { ScannedEvent } from "../../events/import/scan-ndjson.ts";
import type { MiningEvent } from "../mining-event.ts";

export interface ActorLog {
  actor: number;
  events: MiningEvent[];
}

export interface LogLine {
  ts: string;
  actor: number;
  op: string;
  path: string;
  app?: string;
  from?: string;
}

/** A log of the bench, each actor's events in the order of the file, in the zone that its offsets tell. */
export function readEvents(path: string): ActorLog[] {
  const raw = readFileSync(path);
  const lines = (path.endsWith(".gz") ? gunzipSync(raw) : raw).toString("utf8").split("\n");
  const actors = new Map<number, { events: MiningEvent[]; offsets: Map<string, string> }>();
  for (const [index, text] of lines.entries()) {
    if (text === "") continue;
    const line = JSON.parse(text) as LogLine;
    const own = actors.get(line.actor) ?? { events: [], offsets: new Map<string, string>() };
    actors.set(line.actor, own);
    own.offsets.set(line.ts.slice(0, 10) + line.ts.slice(-6), line.ts);
    own.events.push(toEvent(line, index));
  }
  return [...actors]
    .sort(([left], [right]) => left - right)
    .map(([actor, { events, offsets }]) => {
      const timeZone = inferTimeZone([...offsets.values()], "UTC") ?? "UTC";
      for (const event of events) event.timeZone = timeZone;
      return { actor, events };
    });
}

const ops = new Map<string, EventOp>();
const scanInstant = createInstantScanner();
const instant = { atMs: 0, offsetMinutes: 0 };

export function toEvent(line: LogLine, index: number): MiningEvent {
  const op = ops.get(line.op) ?? learnOp(line.op, index);
  if (!scanInstant(line.ts, instant)) instant.atMs = Date.parse(line.ts);
  const event: MiningEvent = {
    id: `line-${String(index + 1).padStart(9, "0")}`,
    occurredAt: instant.atMs,
    timeZone: "UTC",
    op,
    path: line.path,
  };
  if (line.app !== undefined) event.tool = line.app;
  if (line.from !== undefined && op === "moved") event.fromPath = line.from;
  return event;
}

/** Makes a reader of parsed lines that fills one event again and again, as the reader of text does. */
export function createLineFiller(): (line: LogLine, index: number) => ScannedEvent {
  const event: ScannedEvent = {
    line: 0,
    actor: null,
    id: undefined,
    atMs: 0,
    offsetMinutes: 0,
    timeZone: null,
    op: "opened",
    path: "",
    fromPath: undefined,
    tool: undefined,
  };
  return (line, index) => {
    if (!scanInstant(line.ts, event)) throw new Error(`line ${index + 1}: ${line.ts} is no usual time`);
    event.line = index + 1;
    event.actor = String(line.actor);
    event.op = ops.get(line.op) ?? learnOp(line.op, index);
    event.path = line.path;
    event.fromPath = event.op === "moved" ? line.from : undefined;
    event.tool = line.app;
    return event;
  };
}

function learnOp(word: string, index: number): EventOp {
  const op = opOf(word);
  if (op === null) throw new Error(`line ${index + 1}: ${word} is no op`);
  ops.set(word, op);
  return op;
}
