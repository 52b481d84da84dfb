import { FloyoError } from "../../errors.ts";
import { ByteReader, ByteWriter } from "./bytes.ts";
import { type ChunksByName, chunkOf, type StateChunk } from "./chunk.ts";
import { readNames, saveNames } from "./name-chunks.ts";
import { readSegment, segmentName, writeSegment } from "./segment-chunks.ts";
import { type MiningState, newState } from "./state.ts";

/** Raised whenever the form of a chunk changes; a state of another version is mined anew from the events. */
export const STATE_VERSION = 2;

const HEAD = "head";
const TOOLS = "tools";
/** More events than any state holds: a broken head must not ask for all memory. */
const MAX_READ_EVENTS = 50_000_000;

/** The chunks that changed since the last save, each at most 256 KiB; the state then counts as saved. */
export function save(state: MiningState): StateChunk[] {
  const { names } = state;
  const chunks: StateChunk[] = [];
  let from = 0;
  for (const segment of state.segments) {
    const until = from + segment.count;
    if (segment.isTouched) {
      chunks.push({ chunk: segmentName(segment.name), data: writeSegment(state, from, until) });
      state.isHeadTouched = true;
    }
    segment.isTouched = false;
    from = until;
  }
  for (const name of state.goneSegments) chunks.push({ chunk: segmentName(name), data: new Uint8Array(0) });
  state.goneSegments = [];
  chunks.push(...saveNames(state));
  if (names.areToolsTouched) {
    const writer = new ByteWriter();
    writer.texts(names.tools);
    chunks.push({ chunk: TOOLS, data: writer.finish() });
    names.areToolsTouched = false;
  }
  if (state.isHeadTouched) chunks.push({ chunk: HEAD, data: writeHead(state) });
  state.isHeadTouched = false;
  return chunks;
}

/** The state from all its chunks, in any order. No chunks: a new state. FloyoError `invalid_input`: not ours. */
export function load(chunks: readonly StateChunk[]): MiningState {
  const byName = new Map(
    chunks.filter(({ data }) => data.length > 0).map(({ chunk, data }) => [chunk, data]),
  );
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

function writeHead(state: MiningState): Uint8Array {
  const { names } = state;
  const writer = new ByteWriter();
  writer.varint(STATE_VERSION);
  writer.varint(state.maxEvents);
  writer.varint(state.noiseCount);
  writer.varint(state.droppedCount);
  writer.varint(state.nextSegment);
  writer.varint(names.paths.length);
  writer.varint(names.actionCount);
  writer.varint(names.blankActions);
  writer.texts(state.zones);
  writer.texts(state.floor ? [state.floor.id] : []);
  writer.float64(state.floor?.occurredAt ?? 0);
  writer.varint(state.segments.length);
  for (const { name, count } of state.segments) {
    writer.varint(name);
    writer.varint(count);
  }
  return writer.finish();
}

function readState(head: ByteReader, byName: ChunksByName): MiningState {
  const version = head.varint();
  if (version !== STATE_VERSION) {
    throw new FloyoError(
      "invalid_input",
      `the mining state has version ${version}, this engine reads ${STATE_VERSION}; mine the events anew`,
    );
  }
  const state = newState({ maxEvents: head.varint() });
  state.noiseCount = head.varint();
  state.droppedCount = head.varint();
  state.nextSegment = head.varint();
  const pathCount = head.varint();
  const actionCount = head.varint();
  const blankActions = head.varint();
  state.zones = head.texts();
  const [floorId] = head.texts();
  const floorAt = head.float64();
  state.floor = floorId === undefined ? null : { occurredAt: floorAt, id: floorId };
  const segments = Array.from({ length: head.count() }, () => ({
    name: head.varint(),
    count: head.varint(),
    isTouched: false,
  }));
  const tools = byName.get(TOOLS);
  if (tools) state.names.tools = new ByteReader(tools).texts();
  state.names.toolIndex = null;
  readNames(state.names, byName, { pathCount, actionCount });
  state.names.blankActions = blankActions;
  const size = segments.reduce((sum, { count }) => sum + count, 0);
  if (size > MAX_READ_EVENTS) throw new RangeError(`${size} events`);
  state.times = new Float64Array(size + 1024);
  state.actions = new Int32Array(size + 1024);
  state.zoneOf = new Uint16Array(size + 1024);
  state.ids.words = new Uint32Array(4 * (size + 1024));
  for (const { name, count } of segments) readSegment(state, chunkOf(byName, segmentName(name)), count);
  state.segments = segments;
  state.isHeadTouched = false;
  return state;
}
