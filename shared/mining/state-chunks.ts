import { FloyoError } from "../errors.ts";
import { EVENT_OPS } from "../events/event.ts";
import { ByteReader, ByteWriter, uuidBytes, uuidText } from "./bytes.ts";
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
    return readState(new ByteReader(head), byName);
  } catch (cause) {
    if (cause instanceof FloyoError) throw cause;
    throw new FloyoError("invalid_input", "the mining state cannot be read; mine the events anew", { cause });
  }
}

function readState(head: ByteReader, byName: ReadonlyMap<string, Uint8Array>): MiningState {
  const version = head.unsigned();
  if (version !== STATE_VERSION) {
    throw new FloyoError(
      "invalid_input",
      `the mining state has version ${version}, this engine reads ${STATE_VERSION}; mine the events anew`,
    );
  }
  const state = newState({ maxEvents: head.unsigned() });
  const count = head.unsigned();
  if (head.unsigned() === 1) state.floor = { occurredAt: head.signed(), id: head.text() };
  for (let index = 0; index < count; index++) {
    const data = byName.get(segmentName(index));
    const segment = data && data.length > 0 ? readSegment(new ByteReader(data)) : emptySegment();
    segment.events = segment.events.filter((event) => !isBelowFloor(state, event));
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
  const writer = new ByteWriter();
  writer.unsigned(STATE_VERSION);
  writer.unsigned(state.maxEvents);
  writer.unsigned(state.segments.length);
  writer.unsigned(state.floor ? 1 : 0);
  if (state.floor) {
    writer.signed(state.floor.occurredAt);
    writer.text(state.floor.id);
  }
  return writer.finish();
}

function writeSegment(segment: Segment): Uint8Array {
  if (segment.events.length === 0) return new Uint8Array(0);
  const texts = new Map<string, number>();
  const body = new ByteWriter();
  const indexOf = (text: string | undefined) => {
    if (text === undefined) return 0;
    const known = texts.get(text) ?? texts.size + 1;
    texts.set(text, known);
    return known;
  };
  let previous = 0;
  for (const event of segment.events) {
    const bytes = uuidBytes(event.id);
    body.unsigned(bytes ? 0 : 1);
    if (bytes) body.raw(bytes);
    else body.text(event.id);
    body.signed(event.occurredAt - previous);
    previous = event.occurredAt;
    body.unsigned(EVENT_OPS.indexOf(event.op));
    for (const text of [event.path, event.fromPath, event.tool, event.timeZone]) body.unsigned(indexOf(text));
  }
  const writer = new ByteWriter();
  writer.unsigned(STATE_VERSION);
  writer.unsigned(Math.round(segment.estimatedBytes));
  writer.unsigned(texts.size);
  for (const text of texts.keys()) writer.text(text);
  writer.unsigned(segment.events.length);
  writer.raw(body.finish());
  return writer.finish();
}

function readSegment(reader: ByteReader): Segment {
  reader.unsigned();
  const estimatedBytes = reader.unsigned();
  const texts = Array.from({ length: reader.unsigned() }, () => reader.text());
  const text = () => texts[reader.unsigned() - 1];
  const events: MiningEvent[] = [];
  let occurredAt = 0;
  for (let left = reader.unsigned(); left > 0; left--) {
    const id = reader.unsigned() === 0 ? uuidText(reader.raw(16)) : reader.text();
    occurredAt += reader.signed();
    const op = EVENT_OPS[reader.unsigned()];
    const path = text();
    const fromPath = text();
    const tool = text();
    const timeZone = text();
    if (op === undefined || path === undefined || timeZone === undefined)
      throw new RangeError("a field is missing");
    events.push({
      id,
      occurredAt,
      timeZone,
      op,
      path,
      ...(fromPath === undefined ? {} : { fromPath }),
      ...(tool === undefined ? {} : { tool }),
    });
  }
  return { events, texts: new Set(texts), estimatedBytes, isTouched: false };
}
