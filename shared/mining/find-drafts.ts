import { findGroups } from "./groups/find-groups.ts";
import type { OrderedGroup } from "./groups/group.ts";
import { orderSteps } from "./groups/order.ts";
import { tellGroups } from "./groups/tell-groups.ts";
import { buildDayProfile, type DayProfile } from "./rhythm/day-profile.ts";
import { findRhythm } from "./rhythm/find-rhythm.ts";
import type { FoundRhythm } from "./rhythm/found-rhythm.ts";
import type { Instants } from "./rhythm/instants.ts";
import { countOf, positionsOf, type Stream } from "./stream/stream.ts";
import { MAX_P_VALUE, MAX_RHYTHM_P_VALUE, MIN_DAYS } from "./thresholds.ts";

/** What the search found, in positions of the stream. */
export interface PatternDraft {
  kind: "ordered" | "companions" | "rhythm";
  symbols: number[];
  /** Row by row a position for each symbol, -1 where the step is missing; rows ascend by time. */
  positions: Int32Array;
  logP: number;
  expectedDays: number;
  rhythm: FoundRhythm | null;
  /** Per row: at the usual time on a day of the rhythm; all 1 without one. */
  isHit: Uint8Array;
}

/** A symbol's own rhythm, with the positions it was found in. */
interface SymbolRhythm {
  symbol: number;
  positions: Int32Array;
  rhythm: FoundRhythm;
}

/** How a search is watched from outside. */
export interface SearchWatch {
  shouldStop?: () => boolean;
  onProgress?: (share: number) => void;
}

/** Asked after so many symbols. */
const SYMBOLS_BETWEEN_LOOKS = 256;

/** Groups and rhythms of a stream. A rhythm that a group tells is not told again by its steps. */
export function findDrafts(
  stream: Stream,
  watch: SearchWatch = {},
): { drafts: PatternDraft[]; wasStopped: boolean } {
  let wasStopped = false;
  const shouldStop = () => {
    wasStopped ||= watch.shouldStop?.() ?? false;
    return wasStopped;
  };
  const profile = buildDayProfile({
    times: stream.times,
    days: stream.localDay,
    minutes: stream.localMinute,
  });
  const found = findGroups(stream, {
    shouldStop,
    onProgress: (share) => watch.onProgress?.(0.1 + 0.6 * share),
  });
  const groups = tellGroups(
    stream,
    found.map((group) => orderSteps(stream, group)),
  );
  const rhythms = findSymbolRhythms(stream, profile, shouldStop);
  watch.onProgress?.(0.9);
  const together = groups.map((group) => draftOfGroup(stream, profile, { group, groups, rhythms }));
  const told = together.filter(({ rhythm }) => rhythm !== null);
  const single = rhythms.filter((rhythm) => !told.some((draft) => isToldBy(stream, rhythm, draft)));
  return { drafts: [...together, ...single.map((rhythm) => draftOfRhythm(stream, rhythm))], wasStopped };
}

function findSymbolRhythms(stream: Stream, profile: DayProfile, shouldStop: () => boolean): SymbolRhythm[] {
  const { symbols } = stream;
  const asked: number[] = [];
  for (let symbol = 0; symbol < symbols.size; symbol++) {
    if ((symbols.dayCounts[symbol] as number) >= MIN_DAYS) asked.push(symbol);
  }
  const found: SymbolRhythm[] = [];
  const scratch = newInstants(asked.reduce((most, symbol) => Math.max(most, countOf(stream, symbol)), 0));
  for (const [index, symbol] of asked.entries()) {
    if (index % SYMBOLS_BETWEEN_LOOKS === 0 && shouldStop()) break;
    const positions = positionsOf(stream, symbol);
    const rhythm = findRhythm(instantsAt(stream, positions, scratch), profile);
    if (!rhythm || rhythm.logP + Math.log(asked.length) > Math.log(MAX_P_VALUE)) continue;
    found.push({ symbol, positions, rhythm: { ...rhythm, logP: rhythm.logP + Math.log(asked.length) } });
  }
  return found;
}

function newInstants(size: number): Instants {
  return { times: new Float64Array(size), days: new Int32Array(size), minutes: new Float32Array(size) };
}

/** The instants of some positions, written into `into`, which must have room for them. */
function instantsAt(stream: Stream, positions: Int32Array, into: Instants): Instants {
  fillInstants(stream, positions, into);
  const count = positions.length;
  return {
    times: into.times.subarray(0, count),
    days: into.days.subarray(0, count),
    minutes: into.minutes.subarray(0, count),
  };
}

// A loop by itself: what follows a hot loop in one function is unknown to the compiler and throws its work away.
function fillInstants({ times, localDay, localMinute }: Stream, positions: Int32Array, into: Instants): void {
  for (let index = 0; index < positions.length; index++) {
    const position = positions[index] as number;
    into.times[index] = times[position] as number;
    into.days[index] = localDay[position] as number;
    into.minutes[index] = localMinute[position] as number;
  }
}

/** A group with the rhythm of its starts; where missing steps hide it, with that of a step that belongs to it. */
function draftOfGroup(
  stream: Stream,
  profile: DayProfile,
  {
    group,
    groups,
    rhythms,
  }: { group: OrderedGroup; groups: readonly OrderedGroup[]; rhythms: readonly SymbolRhythm[] },
): PatternDraft {
  const { instances } = group;
  const starts = instances.first.subarray(0, instances.count);
  const own = findRhythm(instantsAt(stream, starts, newInstants(starts.length)), profile);
  const isSure = own !== null && own.logP + Math.log(groups.length) <= Math.log(MAX_RHYTHM_P_VALUE);
  const draft: PatternDraft = {
    kind: group.isOrdered ? "ordered" : "companions",
    symbols: group.symbols,
    positions: instances.positions.subarray(0, instances.count * instances.width),
    logP: group.logP,
    expectedDays: group.expectedDays,
    rhythm: isSure ? own : null,
    isHit: isSure ? own.isHit : new Uint8Array(instances.count).fill(1),
  };
  const ofStep = rhythms.find(
    (found) => group.symbols.includes(found.symbol) && coveredShare(stream, found, draft) >= 0.5,
  );
  if (!ofStep || (isSure && own.hits >= ofStep.rhythm.hits)) return draft;
  const hitDays = new Set(ofStep.rhythm.slots.flatMap(({ day, isHit }) => (isHit ? [day] : [])));
  return {
    ...draft,
    rhythm: ofStep.rhythm,
    isHit: Uint8Array.from(starts, (position) => (hitDays.has(stream.localDay[position] as number) ? 1 : 0)),
  };
}

function draftOfRhythm(stream: Stream, { symbol, positions, rhythm }: SymbolRhythm): PatternDraft {
  const hits = positions.filter((_, index) => rhythm.isHit[index] === 1);
  return {
    kind: "rhythm",
    symbols: [symbol],
    positions: hits,
    logP: rhythm.logP,
    expectedDays: Math.min(rhythm.expectedByChance, countOf(stream, symbol)),
    rhythm,
    isHit: new Uint8Array(hits.length).fill(1),
  };
}

/** Whether a group's rhythm tells that of one of its steps: half of the hits are in its occurrences. */
function isToldBy(stream: Stream, found: SymbolRhythm, draft: PatternDraft): boolean {
  return draft.symbols.includes(found.symbol) && coveredShare(stream, found, draft) >= 0.5;
}

/** Share of a rhythm's hits whose day has an occurrence of the group. */
function coveredShare(
  stream: Stream,
  { positions, rhythm }: SymbolRhythm,
  { symbols, positions: rows }: PatternDraft,
): number {
  const days = new Set<number>();
  for (let cell = 0; cell < rows.length; cell += symbols.length) {
    days.add(stream.localDay[firstOf(rows, cell, symbols.length)] as number);
  }
  let hits = 0;
  let covered = 0;
  for (let index = 0; index < positions.length; index++) {
    if (rhythm.isHit[index] === 0) continue;
    hits++;
    if (days.has(stream.localDay[positions[index] as number] as number)) covered++;
  }
  return hits === 0 ? 0 : covered / hits;
}

/** The first position of a row, whatever the order of its steps. */
export function firstOf(positions: Int32Array, cell: number, width: number): number {
  let first = -1;
  for (let index = cell; index < cell + width; index++) {
    const position = positions[index] as number;
    if (position >= 0 && (first < 0 || position < first)) first = position;
  }
  return first;
}
