import type { EventOp } from "../event.ts";
import { parseInstant, statedOffsetMinutes } from "../instant.ts";
import { isUuidV7 } from "../uuid-v7.ts";
import { type BrokenLine, brokenLine, type NumberedRecord, opOf } from "./import-record.ts";
import { readNdjsonLine } from "./read-ndjson.ts";
import { createInstantScanner, type ScannedInstant } from "./scan-instant.ts";

/** An event as the scanner hands it on: ONE object for all, overwritten by the next line; copy what is kept. */
export interface ScannedEvent extends ScannedInstant {
  /** 1-based line of the log. */
  line: number;
  actor: string | null;
  id: string | undefined;
  /** The zone that the line names; null for none. */
  timeZone: string | null;
  op: EventOp;
  /** As written. */
  path: string;
  fromPath: string | undefined;
  tool: string | undefined;
}

export interface NdjsonScanner {
  /** The next piece of the file. */
  push(text: string): void;
  end(): void;
}

export interface ScannerOptions {
  take: (event: ScannedEvent) => void;
  refuse: (line: BrokenLine) => void;
}

/** A longer line is broken: an event is a few hundred characters, and a file without line ends must not fill memory. */
export const MAX_LINE_LENGTH = 2 ** 20;
/** Words that were once found good are not checked again; more than this many are. */
const MAX_WORDS = 10_000;

/**
 * Reads NDJSON as `createNdjsonReader` does with paths as written, and says the same of every line, at a fifth of the
 * cost: about 0.7 µs a line, most of it JSON.parse. Fields are checked by hand where that is short; any other line is
 * given to the reader. Where the log comes as bytes, `createNdjsonByteScanner` is faster.
 */
export function createNdjsonScanner(options: ScannerOptions): NdjsonScanner {
  const { scan } = createLineScanner(options);
  let line = 0;
  let rest = "";
  let isTooLong = false;
  const take = (text: string) => {
    line++;
    if (!isTooLong && text.length <= MAX_LINE_LENGTH) return scan(text, line);
    isTooLong = false;
    options.refuse(tooLong(line, text));
  };
  return {
    push(text) {
      let end = text.indexOf("\n");
      if (end < 0) {
        isTooLong ||= rest.length + text.length > MAX_LINE_LENGTH;
        if (!isTooLong) rest += text;
        return;
      }
      take(rest === "" ? text.slice(0, end) : rest + text.slice(0, end));
      let start = end + 1;
      for (end = text.indexOf("\n", start); end >= 0; end = text.indexOf("\n", start)) {
        take(text.slice(start, end));
        start = end + 1;
      }
      rest = text.slice(start);
    },
    end() {
      if (rest !== "" || isTooLong) take(rest);
      rest = "";
    },
  };
}

export function tooLong(line: number, text: string): BrokenLine {
  return brokenLine(line, `is longer than ${MAX_LINE_LENGTH} characters; an event is a few hundred`, text);
}

/** Reads single lines. */
export interface LineScanner {
  scan(text: string, line: number): void;
  /** What `take` is given, to be filled by who reads a line in another way. */
  event: ScannedEvent;
  /** Words that were once found good. */
  ops: ReadonlyMap<string, EventOp>;
  tools: ReadonlySet<string>;
  zones: ReadonlySet<string>;
}

export function createLineScanner({ take, refuse }: ScannerOptions): LineScanner {
  const ops = new Map<string, EventOp>();
  const tools = new Set<string>();
  const zones = new Set<string>();
  const scanInstant = createInstantScanner();
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

  return { scan, event, ops, tools, zones };

  function scan(text: string, line: number): void {
    const fields = parseObject(text);
    event.line = line;
    if (fields !== null && isUsual(fields)) take(event);
    else readSlowly(text, line);
  }

  /** Fills `event` from a line of the usual form; false when it must be read the slow way. */
  function isUsual(fields: Fields): boolean {
    const op = ops.get(fields.op as string);
    const time = fields.occurredAt ?? fields.ts;
    const { path } = fields;
    if (op === undefined || typeof path !== "string" || path === "") return false;
    if (typeof time !== "string" || !scanInstant(time, event)) return false;
    const tool = fields.tool ?? fields.app ?? undefined;
    const zone = fields.tz ?? null;
    const id = fields.id ?? undefined;
    if (tool !== undefined && !tools.has(tool as string)) return false;
    if (zone !== null && !zones.has(zone as string)) return false;
    if (id !== undefined && !(typeof id === "string" && isUuidV7(id) && id === id.toLowerCase()))
      return false;
    if (hasOddFields(fields)) return false;
    const actor = fields.actor ?? null;
    const from = op === "moved" ? (fields.fromPath ?? fields.from) : undefined;
    event.op = op;
    event.path = path;
    event.actor = actor === null ? null : String(actor);
    event.id = id;
    event.timeZone = zone as string | null; // Only texts are in `zones` and `tools`.
    event.tool = tool as string | undefined;
    event.fromPath = typeof from === "string" && from !== "" ? from : undefined;
    return true;
  }

  function readSlowly(written: string, line: number): void {
    const text = (line === 1 ? written.replace(/^\uFEFF/, "") : written).replace(/\r$/, "");
    if (text.trim() === "") return;
    const read = readNdjsonLine(text, line, { timeZone: "UTC", paths: "as-written" });
    if ("record" in read) {
      fill(read);
      learn(JSON.parse(text) as Fields);
      take(event);
    } else refuse(read);
  }

  function fill({ actor, record, hasZone }: NumberedRecord & { hasZone: boolean }): void {
    event.actor = actor;
    event.id = record.id;
    event.atMs = parseInstant(record.occurredAt) ?? 0;
    event.offsetMinutes = statedOffsetMinutes(record.occurredAt) ?? 0;
    event.timeZone = hasZone ? record.tz : null;
    event.op = record.op;
    event.path = record.path;
    event.fromPath = record.fromPath;
    event.tool = record.tool;
  }

  /** The words of a line that was found good are good. */
  function learn({ op }: Fields): void {
    if (typeof op === "string" && ops.size < MAX_WORDS) ops.set(op, opOf(op) ?? event.op);
    if (event.tool !== undefined && tools.size < MAX_WORDS) tools.add(event.tool);
    if (event.timeZone !== null && zones.size < MAX_WORDS) zones.add(event.timeZone);
  }
}

type Fields = Record<string, unknown>;

function parseObject(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;
  } catch {
    return null; // The reader says what is wrong with it.
  }
}

/** Fields that mining has no use for, but a line is broken when they are wrong. */
function hasOddFields({ size, durationMs, inferred, details }: Fields): boolean {
  if (details !== undefined) return true;
  if (size === undefined && durationMs === undefined && inferred === undefined) return false;
  return !(isCount(size) && isCount(durationMs) && (inferred === undefined || typeof inferred === "boolean"));
}

/** Up to 2^31, which is good for a size and a duration. */
function isCount(value: unknown): boolean {
  return value === undefined || (typeof value === "number" && value >= 0 && value === (value | 0));
}
