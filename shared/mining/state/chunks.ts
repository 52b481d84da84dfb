import { FloyoError } from "../../errors.ts";
import { ByteReader, ByteWriter } from "./bytes.ts";
import { isUuidAt, numberedAt, uuidTime, writeNumbered } from "./event-ids.ts";
import { addAction, addPath, type NameTables, type TouchedRange } from "./name-tables.ts";
import { type MiningState, newState } from "./state.ts";

/** Raised whenever the form of a chunk changes; a state of another version is mined anew from the events. */
export const STATE_VERSION = 2;
export const MAX_CHUNK_BYTES = 256 * 1024;

/** A piece of the state to store under its name. Empty `data` says: this chunk is gone, delete it. */
export interface StateChunk {
  chunk: string;
  data: Uint8Array;
}

const HEAD = "head";
const TOOLS = "tools";
/** Entries of names in one chunk. Paths are at most 1 KiB where Floyo stores them; longer ones make larger chunks. */
const PATHS_PER_CHUNK = 1024;
const ACTIONS_PER_CHUNK = 8192;
const MAX_PATH_BYTES = 192 * 1024;

/** How an event's id is written: a UUID v7 of the event's own time lacks its first six bytes. */
const ID_OF_TIME = 0;
const ID_UUID = 1;
const ID_NUMBERED = 2;

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

function readState(head: ByteReader, byName: ReadonlyMap<string, Uint8Array>): MiningState {
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
  if (size > 50_000_000) throw new RangeError(`${size} events`);
  state.times = new Float64Array(size + 1024);
  state.actions = new Int32Array(size + 1024);
  state.zoneOf = new Uint16Array(size + 1024);
  state.ids.words = new Uint32Array(4 * (size + 1024));
  for (const { name, count } of segments) readSegment(state, chunkOf(byName, segmentName(name)), count);
  state.segments = segments;
  state.isHeadTouched = false;
  return state;
}

function chunkOf(byName: ReadonlyMap<string, Uint8Array>, name: string): Uint8Array {
  const data = byName.get(name);
  if (!data) {
    throw new FloyoError("invalid_input", `the mining state lacks its chunk ${name}; mine the events anew`);
  }
  return data;
}

/**
 * Times as differences, actions, then runs of equal zone and of equal form of id, then the ids. Six thousand events are
 * about 100 KB.
 */
function writeSegment(state: MiningState, from: number, until: number): Uint8Array {
  const writer = new ByteWriter();
  const { times, actions, zoneOf, ids } = state;
  let last = 0;
  for (let index = from; index < until; index++) {
    const at = Math.round(times[index] as number);
    writer.signed(at - last);
    writer.varint(actions[index] as number);
    last = at;
  }
  writeRuns(writer, { from, until }, (index) => zoneOf[index] as number);
  const formOf = (index: number) =>
    !isUuidAt(ids, index)
      ? ID_NUMBERED
      : uuidTime(ids, index) === Math.round(times[index] as number)
        ? ID_OF_TIME
        : ID_UUID;
  writeRuns(writer, { from, until }, formOf);
  const prefixes: string[] = [];
  const prefixNumbers = new Map<string, number>();
  for (let index = from; index < until; index++) {
    if (formOf(index) !== ID_NUMBERED) continue;
    const { prefix } = numberedAt(ids, index);
    if (prefixNumbers.has(prefix)) continue;
    prefixNumbers.set(prefix, prefixes.length);
    prefixes.push(prefix);
  }
  writer.texts(prefixes);
  for (let index = from; index < until; index++) {
    const form = formOf(index);
    if (form === ID_NUMBERED) {
      const { prefix, digits, number } = numberedAt(ids, index);
      writer.varint(prefixNumbers.get(prefix) ?? 0);
      writer.varint(digits);
      writer.varint(number);
      continue;
    }
    if (form === ID_UUID) writer.uint32(ids.words[4 * index] as number);
    if (form === ID_UUID) writer.uint32(ids.words[4 * index + 1] as number);
    else writer.uint16((ids.words[4 * index + 1] as number) & 0xffff);
    writer.uint32(ids.words[4 * index + 2] as number);
    writer.uint32(ids.words[4 * index + 3] as number);
  }
  return writer.finish();
}

function readSegment(state: MiningState, data: Uint8Array, count: number): void {
  const reader = new ByteReader(data);
  const { times, actions, zoneOf, ids, names } = state;
  const { words } = ids;
  const from = state.size;
  const until = from + count;
  let last = 0;
  for (let index = from; index < until; index++) {
    last += reader.signed();
    const action = reader.varint();
    if (action >= names.actionCount) throw new RangeError(`no action ${action}`);
    times[index] = last;
    actions[index] = action;
    names.actionUses[action] = (names.actionUses[action] as number) + 1;
  }
  readRuns(reader, { from, until }, (index, zone) => {
    if (zone >= state.zones.length) throw new RangeError(`no zone ${zone}`);
    zoneOf[index] = zone;
  });
  const forms = new Uint8Array(count);
  readRuns(reader, { from, until }, (index, form) => {
    forms[index - from] = form;
  });
  const prefixes = reader.texts();
  for (let index = from; index < until; index++) {
    const form = forms[index - from];
    if (form === ID_NUMBERED) {
      const prefix = prefixes[reader.varint()] ?? "";
      writeNumbered(ids, index, { prefix, digits: reader.varint(), number: reader.varint() });
      continue;
    }
    if (form === ID_UUID) {
      words[4 * index] = reader.uint32();
      words[4 * index + 1] = reader.uint32();
    } else {
      const at = times[index] as number;
      words[4 * index] = Math.floor(at / 65_536);
      words[4 * index + 1] = (at % 65_536) * 65_536 + reader.uint16();
    }
    words[4 * index + 2] = reader.uint32();
    words[4 * index + 3] = reader.uint32();
  }
  state.size = until;
}

function writeRuns(
  writer: ByteWriter,
  { from, until }: { from: number; until: number },
  numberAt: (index: number) => number,
): void {
  for (let index = from; index < until; ) {
    const value = numberAt(index);
    let end = index + 1;
    while (end < until && numberAt(end) === value) end++;
    writer.varint(value);
    writer.varint(end - index);
    index = end;
  }
}

function readRuns(
  reader: ByteReader,
  { from, until }: { from: number; until: number },
  set: (index: number, value: number) => void,
): void {
  for (let index = from; index < until; ) {
    const value = reader.varint();
    const length = reader.varint();
    if (length < 1 || index + length > until) throw new RangeError("a run that is too long");
    for (const end = index + length; index < end; index++) set(index, value);
  }
}

function saveNames({ names }: MiningState): StateChunk[] {
  const chunks: StateChunk[] = [];
  for (const chunk of touchedChunks(names.touchedPaths, names.paths.length, PATHS_PER_CHUNK)) {
    const texts = names.paths.slice(chunk * PATHS_PER_CHUNK, (chunk + 1) * PATHS_PER_CHUNK);
    writePaths(texts).forEach((data, part) => {
      chunks.push({ chunk: pathsName(chunk, part), data });
    });
  }
  for (const chunk of touchedChunks(names.touchedActions, names.actionCount, ACTIONS_PER_CHUNK)) {
    chunks.push({ chunk: actionsName(chunk), data: writeActions(names, chunk) });
  }
  names.touchedPaths = { from: names.paths.length, single: new Set() };
  names.touchedActions = { from: names.actionCount, single: new Set() };
  return chunks;
}

function touchedChunks({ from, single }: TouchedRange, count: number, perChunk: number): number[] {
  const touched = new Set<number>();
  for (const entry of single) touched.add(Math.floor(entry / perChunk));
  if (from < count) {
    for (let chunk = Math.floor(from / perChunk); chunk * perChunk < count; chunk++) touched.add(chunk);
  }
  return [...touched];
}

/** Folders once, then each path as its folder and name; in as many parts as their bytes need. */
function writePaths(texts: readonly string[]): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let from = 0;
  let bytes = 0;
  for (let index = 0; index <= texts.length; index++) {
    const length = 3 * (texts[index]?.length ?? 0) + 4;
    if (index < texts.length && (bytes + length <= MAX_PATH_BYTES || index === from)) {
      bytes += length;
      continue;
    }
    parts.push(writePathPart(texts.slice(from, index), index === texts.length));
    from = index;
    bytes = length;
  }
  return parts;
}

function writePathPart(texts: readonly string[], isLast: boolean): Uint8Array {
  const folders = new Map<string, number>();
  const folderOf = texts.map((text) => {
    const folder = text.slice(0, text.lastIndexOf("/") + 1);
    const known = folders.get(folder) ?? folders.size;
    folders.set(folder, known);
    return known;
  });
  const writer = new ByteWriter();
  writer.varint(isLast ? 1 : 0);
  writer.texts([...folders.keys()]);
  writer.varint(folderOf.length);
  for (const folder of folderOf) writer.varint(folder);
  writer.texts(texts.map((text) => text.slice(text.lastIndexOf("/") + 1)));
  return writer.finish();
}

function writeActions(names: NameTables, chunk: number): Uint8Array {
  const writer = new ByteWriter();
  const until = Math.min(names.actionCount, (chunk + 1) * ACTIONS_PER_CHUNK);
  for (let action = chunk * ACTIONS_PER_CHUNK; action < until; action++) {
    writer.varint((names.actionPath[action] as number) + 1);
    writer.varint(8 * ((names.actionTool[action] as number) + 1) + (names.actionOp[action] as number));
    writer.varint((names.actionFrom[action] as number) + 1);
  }
  return writer.finish();
}

function readNames(
  names: NameTables,
  byName: ReadonlyMap<string, Uint8Array>,
  { pathCount, actionCount }: { pathCount: number; actionCount: number },
): void {
  for (let chunk = 0; names.paths.length < pathCount; chunk++) {
    const before = names.paths.length;
    for (let part = 0; ; part++) {
      if (readPathPart(names, new ByteReader(chunkOf(byName, pathsName(chunk, part))))) break;
    }
    if (names.paths.length === before) throw new RangeError("a chunk without paths");
  }
  for (let chunk = 0; names.actionCount < actionCount; chunk++) {
    const reader = new ByteReader(chunkOf(byName, actionsName(chunk)));
    if (reader.isAtEnd()) throw new RangeError("a chunk without actions");
    while (!reader.isAtEnd()) readAction(names, reader);
  }
  if (names.paths.length !== pathCount || names.actionCount !== actionCount)
    throw new RangeError("other counts");
  names.pathIndex = null;
  names.touchedPaths = { from: pathCount, single: new Set() };
  names.touchedActions = { from: actionCount, single: new Set() };
}

/** Whether it was the last part of its chunk. */
function readPathPart(names: NameTables, reader: ByteReader): boolean {
  const isLast = reader.varint() === 1;
  const folders = reader.texts();
  const count = reader.count();
  const folderOf = new Int32Array(count);
  for (let index = 0; index < count; index++) folderOf[index] = reader.varint();
  const texts = reader.texts();
  if (texts.length !== count) throw new RangeError("names without folders");
  for (let index = 0; index < count; index++) {
    addPath(names, (folders[folderOf[index] as number] ?? "") + (texts[index] as string));
  }
  return isLast;
}

function readAction(names: NameTables, reader: ByteReader): void {
  const path = reader.varint() - 1;
  const packed = reader.varint();
  const from = reader.varint() - 1;
  const op = packed % 8;
  const tool = Math.floor(packed / 8) - 1;
  if (path >= names.paths.length || from >= names.paths.length || tool >= names.tools.length) {
    throw new RangeError("an action of names that are not there");
  }
  addAction(names, { path, op, tool, from });
}

function segmentName(name: number): string {
  return `events-${String(name).padStart(5, "0")}`;
}

function pathsName(chunk: number, part: number): string {
  return `paths-${String(chunk).padStart(5, "0")}${part === 0 ? "" : `-${part}`}`;
}

function actionsName(chunk: number): string {
  return `actions-${String(chunk).padStart(5, "0")}`;
}
