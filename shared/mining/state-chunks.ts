import { z } from "zod";
import { FloyoError } from "../errors.ts";
import { EVENT_OPS } from "../events/event.ts";
import type { MiningEvent } from "./mining-event.ts";
import { isBelowFloor, type MiningState, newState, type Segment } from "./state.ts";

/** Raised whenever the form of a chunk changes; a state of another version is mined anew from the events. */
export const STATE_VERSION = 1;
export const MAX_CHUNK_BYTES = 256 * 1024;

/** A piece of the state to store under its name. Empty `data` says: this chunk is gone, delete it. */
export interface StateChunk {
  chunk: string;
  data: Uint8Array;
}

const HEAD = "head";

const Head = z.object({
  version: z.number(),
  maxEvents: z.number(),
  segments: z.number(),
  floor: z.object({ occurredAt: z.number(), id: z.string() }).nullable(),
});

/** Columns of equal length. Times are differences; texts are indices into `texts`, -1 for none. */
interface SavedSegment {
  estimatedBytes: number;
  texts: string[];
  ids: string[];
  times: number[];
  ops: number[];
  paths: number[];
  fromPaths: number[];
  tools: number[];
  zones: number[];
}

/** The chunks that changed since the last save, each at most 256 KiB; the state then counts as saved. */
export function save(state: MiningState): StateChunk[] {
  const chunks: StateChunk[] = [];
  state.segments.forEach((segment, index) => {
    if (segment.isTouched) chunks.push({ chunk: segmentName(index), data: writeSegment(segment) });
    segment.isTouched = false;
  });
  if (state.isHeadTouched) chunks.push({ chunk: HEAD, data: writeHead(state) });
  state.isHeadTouched = false;
  return chunks;
}

/** The state from all its chunks, in any order. No chunks: a new state. FloyoError `invalid_input`: not ours. */
export function load(chunks: readonly StateChunk[]): MiningState {
  const byName = new Map(chunks.map(({ chunk, data }) => [chunk, data]));
  const head = byName.get(HEAD);
  if (!head) {
    if (chunks.length === 0) return newState();
    throw new FloyoError("invalid_input", "the mining state has no head chunk; mine the events anew");
  }
  try {
    return readState(Head.parse(fromBytes(head)), byName);
  } catch (cause) {
    if (cause instanceof FloyoError) throw cause;
    throw new FloyoError("invalid_input", "the mining state cannot be read; mine the events anew", { cause });
  }
}

function readState(head: z.infer<typeof Head>, byName: ReadonlyMap<string, Uint8Array>): MiningState {
  if (head.version !== STATE_VERSION) {
    throw new FloyoError(
      "invalid_input",
      `the mining state has version ${head.version}, this engine reads ${STATE_VERSION}; mine the events anew`,
    );
  }
  const state = newState({ maxEvents: head.maxEvents });
  state.floor = head.floor;
  for (let index = 0; index < head.segments; index++) {
    const data = byName.get(segmentName(index));
    const segment = data && data.length > 0 ? readSegment(data) : emptySegment();
    if (state.floor) segment.events = segment.events.filter((event) => !isBelowFloor(state, event));
    for (const event of segment.events) state.ids.add(event.id);
    state.segments.push(segment);
  }
  state.isHeadTouched = false;
  return state;
}

function segmentName(index: number): string {
  return `events-${String(index).padStart(5, "0")}`;
}

function emptySegment(): Segment {
  return { events: [], texts: new Set(), estimatedBytes: Number.POSITIVE_INFINITY, isTouched: false };
}

function writeHead(state: MiningState): Uint8Array {
  const { maxEvents, floor, segments } = state;
  return toBytes({ version: STATE_VERSION, maxEvents, floor, segments: segments.length });
}

function writeSegment(segment: Segment): Uint8Array {
  if (segment.events.length === 0) return new Uint8Array(0);
  const indexOf = new Map<string, number>();
  const index = (text: string | undefined) => {
    if (text === undefined) return -1;
    const known = indexOf.get(text) ?? indexOf.size;
    indexOf.set(text, known);
    return known;
  };
  const { events } = segment;
  const saved: SavedSegment = {
    estimatedBytes: segment.estimatedBytes,
    texts: [],
    ids: events.map((event) => event.id),
    times: events.map((event, at) => event.occurredAt - (events[at - 1]?.occurredAt ?? 0)),
    ops: events.map((event) => EVENT_OPS.indexOf(event.op)),
    paths: events.map((event) => index(event.path)),
    fromPaths: events.map((event) => index(event.fromPath)),
    tools: events.map((event) => index(event.tool)),
    zones: events.map((event) => index(event.timeZone)),
  };
  return toBytes({ ...saved, texts: [...indexOf.keys()] });
}

function readSegment(data: Uint8Array): Segment {
  // Our own bytes, thousands of numbers: a field that is not there is found below, as each event is put together.
  const saved = fromBytes(data) as SavedSegment;
  let occurredAt = 0;
  const events = saved.ids.map((id, at): MiningEvent => {
    occurredAt += saved.times[at] ?? Number.NaN;
    const op = EVENT_OPS[saved.ops[at] ?? -1];
    const path = saved.texts[saved.paths[at] ?? -1];
    const timeZone = saved.texts[saved.zones[at] ?? -1];
    if (op === undefined || path === undefined || timeZone === undefined || Number.isNaN(occurredAt)) {
      throw new RangeError(`event ${at} of a chunk lacks a field`);
    }
    const event: MiningEvent = { id, occurredAt, timeZone, op, path };
    const fromPath = saved.texts[saved.fromPaths[at] ?? -1];
    const tool = saved.texts[saved.tools[at] ?? -1];
    if (fromPath !== undefined) event.fromPath = fromPath;
    if (tool !== undefined) event.tool = tool;
    return event;
  });
  return { events, texts: new Set(saved.texts), estimatedBytes: saved.estimatedBytes, isTouched: false };
}

// TextEncoder belongs to the runtimes, not to the language; JSON in ASCII needs neither it nor UTF-8, and native
// JSON.parse reads ten times faster than a reader of our own.
function toBytes(value: unknown): Uint8Array {
  const text = JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index);
  return bytes;
}

function fromBytes(bytes: Uint8Array): unknown {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) {
    // Spreading a typed array walks its iterator, fifteen times slower; apply takes any array-like, which types forbid.
    const units = bytes.subarray(at, at + 8192) as unknown as number[];
    parts.push(String.fromCharCode.apply(null, units));
  }
  return JSON.parse(parts.join(""));
}
