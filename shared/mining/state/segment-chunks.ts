import { ByteReader, ByteWriter } from "./bytes.ts";
import { isUuidAt, numberedAt, prefixNumber, uuidTime, writeNumbered } from "./event-ids.ts";
import type { MiningState } from "./state.ts";

/** How an event's id is written: a UUID v7 of the event's own time lacks its first six bytes. */
const ID_OF_TIME = 0;
const ID_UUID = 1;
const ID_NUMBERED = 2;

/**
 * Times as differences, actions, then runs of equal zone and of equal form of id, then the ids. Six thousand events are
 * about 100 KB.
 */
export function writeSegment(state: MiningState, from: number, until: number): Uint8Array {
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

export function readSegment(state: MiningState, data: Uint8Array, count: number): void {
  const reader = new ByteReader(data);
  const range = { from: state.size, until: state.size + count };
  readTimes(state, reader, range);
  const { zoneOf } = state;
  readRuns(reader, range, (zone, from, until) => {
    if (zone >= state.zones.length) throw new RangeError(`no zone ${zone}`);
    zoneOf.fill(zone, from, until);
  });
  const forms: { form: number; from: number; until: number }[] = [];
  readRuns(reader, range, (form, from, until) => {
    forms.push({ form, from, until });
  });
  const { ids, times } = state;
  const prefixes = reader.texts().map((prefix) => prefixNumber(ids, prefix));
  for (const { form, from, until } of forms) {
    if (form === ID_NUMBERED) readNumbered(reader, ids.words, { from, until, prefixes });
    else readUuids(reader, ids.words, { from, until, times: form === ID_OF_TIME ? times : null });
  }
  state.size = range.until;
}

interface Range {
  from: number;
  until: number;
}

function readTimes({ times, actions, names }: MiningState, reader: ByteReader, { from, until }: Range): void {
  const { actionUses, actionCount } = names;
  let at = 0;
  for (let index = from; index < until; index++) {
    at += reader.signed();
    const action = reader.varint();
    if (action >= actionCount) throw new RangeError(`no action ${action}`);
    times[index] = at;
    actions[index] = action;
    actionUses[action] = (actionUses[action] as number) + 1;
  }
}

function readNumbered(
  reader: ByteReader,
  words: Uint32Array,
  { from, until, prefixes }: Range & { prefixes: readonly number[] },
): void {
  for (let index = from; index < until; index++) {
    const prefix = prefixes[reader.varint()];
    if (prefix === undefined) throw new RangeError("an id without its prefix");
    const digits = reader.varint();
    writeNumbered(words, index, prefix, digits, reader.varint());
  }
}

/** `times`: of the ids that lack their first six bytes; null where they are whole. */
function readUuids(
  reader: ByteReader,
  words: Uint32Array,
  { from, until, times }: Range & { times: Float64Array | null },
): void {
  for (let index = from; index < until; index++) {
    const word = 4 * index;
    if (times === null) {
      words[word] = reader.uint32();
      words[word + 1] = reader.uint32();
    } else {
      const at = times[index] as number;
      words[word] = Math.floor(at / 65_536);
      words[word + 1] = (at % 65_536) * 65_536 + reader.uint16();
    }
    words[word + 2] = reader.uint32();
    words[word + 3] = reader.uint32();
  }
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
  { from, until }: Range,
  set: (value: number, from: number, until: number) => void,
): void {
  for (let index = from; index < until; ) {
    const value = reader.varint();
    const length = reader.varint();
    if (length < 1 || index + length > until) throw new RangeError("a run that is too long");
    set(value, index, index + length);
    index += length;
  }
}

export function segmentName(name: number): string {
  return `events-${String(name).padStart(5, "0")}`;
}
