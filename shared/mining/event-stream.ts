import { EVENT_OPS } from "../events/event.ts";
import { offsetMinutes } from "../events/time-zone.ts";
import type { MiningEvent } from "./mining-event.ts";
import { isNoisePath } from "./path-noise.ts";
import { compareEvents } from "./state.ts";
import { templatePaths } from "./templates.ts";
import { BURST_EVENTS, BURST_MS, FIRST_WRITE_MS, MIN_DAYS, REPEAT_MS } from "./thresholds.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** What is done to which files: an op and a template. */
export interface MinedSymbol {
  op: MiningEvent["op"];
  template: string;
  /** Positions in the stream, ascending. */
  positions: number[];
  /** Whether it was done on enough distinct days to be part of any pattern. */
  isFrequent: boolean;
}

/**
 * One person's log, ready to mine: noise gone, repeats joined, each event a symbol. Columns of equal length,
 * ascending by time.
 */
export interface EventStream {
  events: MiningEvent[];
  times: Float64Array;
  /** Index into `symbols`. */
  symbolOf: Int32Array;
  /** Local calendar day, as days since 1970. */
  localDay: Int32Array;
  /** Local minute of the day, 0–1439. */
  localMinute: Float64Array;
  /** Values of the template's variables, by path. */
  valuesOf: Map<string, string[]>;
  symbols: MinedSymbol[];
}

/** From events in any order, no id twice. */
export function buildStream(unordered: readonly MiningEvent[]): EventStream {
  const human = dropNoise(sortEvents(unordered));
  const paths = [...new Set(human.map((event) => event.path))];
  const templated = templatePaths(paths);
  const templateOf = new Map(paths.map((path, index) => [path, templated[index]?.template ?? path]));
  const bursts = findBursts(human);
  const coded = codeSymbols(human, templateOf, bursts);
  return columns(coded, new Map(paths.map((path, index) => [path, templated[index]?.values ?? []])));
}

function sortEvents(events: readonly MiningEvent[]): MiningEvent[] {
  return [...events].sort(compareEvents);
}

function dropNoise(events: readonly MiningEvent[]): MiningEvent[] {
  const verdicts = new Map<string, boolean>();
  return events.filter((event) => {
    let isNoise = verdicts.get(event.path);
    if (isNoise === undefined) {
      isNoise = isNoisePath(event.path);
      verdicts.set(event.path, isNoise);
    }
    return !isNoise;
  });
}

/** Which events lie in a burst: at least eight within ten seconds. */
function findBursts(events: readonly MiningEvent[]): Uint8Array {
  const inBurst = new Uint8Array(events.length);
  for (let last = BURST_EVENTS - 1; last < events.length; last++) {
    const first = last - BURST_EVENTS + 1;
    const span = (events[last]?.occurredAt ?? 0) - (events[first]?.occurredAt ?? 0);
    if (span <= BURST_MS) inBurst.fill(1, first, last + 1);
  }
  return inBurst;
}

interface Coded {
  event: MiningEvent;
  symbol: number;
  isBurst: boolean;
}

/** Gives each event its symbol; leaves out what is mostly done in bursts, repeats, and the first saves of a new file. */
function codeSymbols(
  events: readonly MiningEvent[],
  templateOf: ReadonlyMap<string, string>,
  bursts: Uint8Array,
): { events: Coded[]; symbols: MinedSymbol[] } {
  const indexOf = new Map<string, number>();
  const symbols: MinedSymbol[] = [];
  const all: number[] = [];
  const inBurst: number[] = [];
  const coded = events.map((event, index): Coded => {
    const template = templateOf.get(event.path) ?? event.path;
    const key = `${EVENT_OPS.indexOf(event.op)}${template}`;
    let symbol = indexOf.get(key);
    if (symbol === undefined) {
      symbol = symbols.length;
      indexOf.set(key, symbol);
      symbols.push({ op: event.op, template, positions: [], isFrequent: false });
      all.push(0);
      inBurst.push(0);
    }
    const isBurst = bursts[index] === 1;
    all[symbol] = (all[symbol] ?? 0) + 1;
    if (isBurst) inBurst[symbol] = (inBurst[symbol] ?? 0) + 1;
    return { event, symbol, isBurst };
  });
  const isMachine = symbols.map((_, symbol) => (inBurst[symbol] ?? 0) * 2 > (all[symbol] ?? 0));
  const lastAt = new Float64Array(symbols.length).fill(Number.NEGATIVE_INFINITY);
  const createdAt = new Map<string, number>();
  const kept = coded.filter(({ event, symbol }) => {
    if (isMachine[symbol]) return false;
    if (event.op === "created") createdAt.set(event.path, event.occurredAt);
    const since = event.occurredAt - (createdAt.get(event.path) ?? Number.NEGATIVE_INFINITY);
    if (event.op === "modified" && since <= FIRST_WRITE_MS) return false;
    const isRepeat = event.occurredAt - (lastAt[symbol] ?? 0) <= REPEAT_MS;
    lastAt[symbol] = event.occurredAt;
    return !isRepeat;
  });
  return { events: kept, symbols };
}

function columns(
  { events: coded, symbols }: { events: Coded[]; symbols: MinedSymbol[] },
  valuesOf: Map<string, string[]>,
): EventStream {
  const stream: EventStream = {
    events: coded.map(({ event }) => event),
    times: new Float64Array(coded.length),
    symbolOf: new Int32Array(coded.length),
    localDay: new Int32Array(coded.length),
    localMinute: new Float64Array(coded.length),
    valuesOf,
    symbols,
  };
  const days = symbols.map(() => 0);
  const lastDay = symbols.map(() => Number.NaN);
  coded.forEach(({ event, symbol }, position) => {
    const wall = event.occurredAt + offsetMinutes(event.timeZone, event.occurredAt) * MINUTE_MS;
    const day = Math.floor(wall / DAY_MS);
    stream.times[position] = event.occurredAt;
    stream.symbolOf[position] = symbol;
    stream.localDay[position] = day;
    stream.localMinute[position] = (wall - day * DAY_MS) / MINUTE_MS;
    symbols[symbol]?.positions.push(position);
    if (lastDay[symbol] !== day) days[symbol] = (days[symbol] ?? 0) + 1;
    lastDay[symbol] = day;
  });
  symbols.forEach((symbol, index) => {
    symbol.isFrequent = (days[index] ?? 0) >= MIN_DAYS;
  });
  return stream;
}

/** A local day number as `YYYY-MM-DD`. */
export function dateOfDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
