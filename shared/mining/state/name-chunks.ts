import { ByteReader, ByteWriter } from "./bytes.ts";
import { type ChunksByName, chunkOf, type StateChunk } from "./chunk.ts";
import { addAction, addPath, type NameTables, type TouchedRange } from "./name-tables.ts";
import type { MiningState } from "./state.ts";

/** Entries of names in one chunk. Paths are at most 1 KiB where Floyo stores them; longer ones make more parts. */
const PATHS_PER_CHUNK = 1024;
const ACTIONS_PER_CHUNK = 8192;
const MAX_PATH_BYTES = 192 * 1024;
const GONE = new Uint8Array(0);

/** Chunks of the names that changed since the last save, and those that hold no name any more. */
export function saveNames({ names }: MiningState): StateChunk[] {
  const { stored } = names;
  const chunks: StateChunk[] = [];
  for (const chunk of touchedChunks(names.touchedPaths, names.paths.length, PATHS_PER_CHUNK)) {
    const texts = names.paths.slice(chunk * PATHS_PER_CHUNK, (chunk + 1) * PATHS_PER_CHUNK);
    const parts = writePaths(texts);
    parts.forEach((data, part) => {
      chunks.push({ chunk: pathsName(chunk, part), data });
    });
    // A name that was removed must not live on in a part that is needed no more.
    for (let part = parts.length; stored.has(pathsName(chunk, part)); part++) {
      chunks.push({ chunk: pathsName(chunk, part), data: GONE });
    }
  }
  for (const chunk of touchedChunks(names.touchedActions, names.actionCount, ACTIONS_PER_CHUNK)) {
    chunks.push({ chunk: actionsName(chunk), data: writeActions(names, chunk) });
  }
  for (const chunk of stored) {
    const [kind, number] = chunk.split("-");
    const [count, perChunk] =
      kind === "paths" ? [names.paths.length, PATHS_PER_CHUNK] : [names.actionCount, ACTIONS_PER_CHUNK];
    if (Number(number) * perChunk >= count) chunks.push({ chunk, data: GONE });
  }
  for (const { chunk, data } of chunks) {
    if (data.length === 0) stored.delete(chunk);
    else stored.add(chunk);
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

/** Reads all names; RangeError where the chunks do not agree. */
export function readNames(
  names: NameTables,
  byName: ChunksByName,
  { pathCount, actionCount }: { pathCount: number; actionCount: number },
): void {
  for (let chunk = 0; names.paths.length < pathCount; chunk++) {
    const before = names.paths.length;
    for (let part = 0; ; part++) {
      const name = pathsName(chunk, part);
      names.stored.add(name);
      if (readPathPart(names, new ByteReader(chunkOf(byName, name)))) break;
    }
    if (names.paths.length === before) throw new RangeError("a chunk without paths");
  }
  for (let chunk = 0; names.actionCount < actionCount; chunk++) {
    const reader = new ByteReader(chunkOf(byName, actionsName(chunk)));
    names.stored.add(actionsName(chunk));
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
  const op = packed & 7;
  const tool = Math.floor(packed / 8) - 1;
  if (path >= names.paths.length || from >= names.paths.length || tool >= names.tools.length) {
    throw new RangeError("an action of names that are not there");
  }
  addAction(names, path, op, tool, from);
}

function pathsName(chunk: number, part: number): string {
  return `paths-${String(chunk).padStart(5, "0")}${part === 0 ? "" : `-${part}`}`;
}

function actionsName(chunk: number): string {
  return `actions-${String(chunk).padStart(5, "0")}`;
}
