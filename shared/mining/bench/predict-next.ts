import { wallClockMs } from "../../events/time-zone.ts";
import type { MiningEvent } from "../mining-event.ts";
import type { Pattern, PatternStep } from "../pattern.ts";
import { matchesTemplate } from "../templates/template.ts";
import { templatePaths } from "../templates/template-paths.ts";
import { minePerson } from "./mine-events.ts";
import { Ppm } from "./ppm.ts";
import type { ActorLog } from "./read-events.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** A pattern that has begun is expected to go on for this long. */
const RECENT_MS = 30 * MINUTE_MS;
/** Mined anew after each of so many parts of a person's log, from what was before; small logs after each few moments. */
const PARTS = 24;
const MIN_PART = 5;
/**
 * A pattern says what comes next when it is this certain; or twice as certain as that the person's commonest file comes,
 * and not below the lower bound.
 */
const MIN_CONFIDENCE = 0.5;
const LEAST_CONFIDENCE = 0.25;
const ABOVE_COMMONEST = 2;
/** Moments that say what somebody is at, and how many without the step are added in doubt. */
const LOOK_BACK = 10;
const DOUBT = 2;
const MIN_DURATION_MS = 1000;
const WEEKDAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

export interface NextFile {
  /** Moments (commits) at which anything could be foretold. */
  moments: number;
  /** Of these, where a mined pattern says what comes next. */
  applied: number;
  byPatterns: number;
  byPpm: number;
}

interface Moment {
  at: number;
  wallMs: number;
  events: MiningEvent[];
}

/**
 * Before each moment of a person (all events of one instant: the order inside a commit means nothing) the patterns
 * mined from the past and PPM-C each name one thing that comes next; right is what is among the moment's events.
 */
export function judgeNextFile(logs: readonly ActorLog[]): NextFile {
  const all: NextFile = { moments: 0, applied: 0, byPatterns: 0, byPpm: 0 };
  for (const { events } of logs) judgePerson(toMoments(events), all);
  return all;
}

function toMoments(events: readonly MiningEvent[]): Moment[] {
  const sorted = events.toSorted((left, right) => left.occurredAt - right.occurredAt);
  return [...Map.groupBy(sorted, ({ occurredAt }) => occurredAt)].map(([at, group]) => ({
    at,
    wallMs: wallClockMs(group[0]?.timeZone ?? "UTC", at),
    events: group,
  }));
}

function judgePerson(moments: readonly Moment[], all: NextFile): void {
  const paths = [...new Set(moments.flatMap(({ events }) => events.map(({ path }) => path)))];
  const templates = templatePaths(paths);
  const numberOf = new Map<string, number>();
  const symbolOf = new Map(
    paths.map((path, index) => {
      const template = templates[index] ?? path;
      const symbol = numberOf.get(template) ?? numberOf.size;
      numberOf.set(template, symbol);
      return [path, symbol];
    }),
  );
  const ppm = new Ppm();
  const momentsOfSymbol = new Map<number, number>();
  let most = 0;
  let patterns: Pattern[] = [];
  moments.forEach((moment, index) => {
    const part = Math.max(MIN_PART, Math.ceil(moments.length / PARTS));
    if (index > 0 && index % part === 0) {
      patterns = minePerson(moments.slice(0, index).flatMap(({ events }) => events));
    }
    if (index > 0) all.moments++;
    const enough = Math.max(LEAST_CONFIDENCE, (ABOVE_COMMONEST * most) / Math.max(1, index));
    const step = foretell(patterns, moments, { index, enough: Math.min(MIN_CONFIDENCE, enough) });
    if (step) {
      all.applied++;
      if (moment.events.some(({ path }) => matchesTemplate(step.template, path))) all.byPatterns++;
      const symbol = ppm.best();
      if (moment.events.some(({ path }) => symbolOf.get(path) === symbol)) all.byPpm++;
    }
    for (const { path } of moment.events) ppm.learn(symbolOf.get(path) ?? 0);
    for (const symbol of new Set(moment.events.map(({ path }) => symbolOf.get(path) ?? 0))) {
      const count = (momentsOfSymbol.get(symbol) ?? 0) + 1;
      momentsOfSymbol.set(symbol, count);
      most = Math.max(most, count);
    }
  });
}

/** The step that is likeliest now, of patterns that have begun, are due, or were in most of the last moments. */
function foretell(
  patterns: readonly Pattern[],
  moments: readonly Moment[],
  { index, enough }: { index: number; enough: number },
): PatternStep | null {
  const now = moments[index] as Moment;
  const recent = recentEvents(moments, index);
  const last = moments.slice(Math.max(0, index - LOOK_BACK), index);
  let best: { step: PatternStep; confidence: number } | null = null;
  for (const pattern of patterns) {
    const candidates = [
      dueStep(pattern, now, moments, index),
      openStep(pattern, recent),
      usualStep(pattern, last),
    ];
    for (const candidate of candidates) {
      if (!candidate || candidate.confidence < enough) continue;
      if (!best || candidate.confidence > best.confidence) best = candidate;
    }
  }
  return best?.step ?? null;
}

/** The step of a pattern that was in most of the last moments: what somebody does again and again comes again. */
function usualStep({ steps }: Pattern, last: readonly Moment[]): Candidate {
  let best: Candidate = null;
  for (const step of steps) {
    const hits = last.filter(({ events }) => events.some((event) => isStep(step, event))).length;
    const confidence = hits / (last.length + DOUBT);
    if (!best || confidence > best.confidence) best = { step, confidence };
  }
  return best;
}

const matches = new Map<string, boolean>();

/** Whether an event does a step; remembered, since the same few files are asked about again and again. */
function isStep({ op, template }: PatternStep, event: MiningEvent): boolean {
  if (event.op !== op) return false;
  const key = `${template}\n${event.path}`;
  let isMatch = matches.get(key);
  if (isMatch === undefined) {
    isMatch = matchesTemplate(template, event.path);
    matches.set(key, isMatch);
  }
  return isMatch;
}

function recentEvents(moments: readonly Moment[], index: number): MiningEvent[] {
  const recent: MiningEvent[] = [];
  const now = moments[index] as Moment;
  for (let before = index - 1; before >= 0; before--) {
    const moment = moments[before] as Moment;
    if (now.at - moment.at > RECENT_MS) break;
    recent.push(...moment.events);
  }
  return recent;
}

type Candidate = { step: PatternStep; confidence: number } | null;

/** What of a begun pattern is still open; in an order only what follows the last step done. */
function openStep(pattern: Pattern, recent: readonly MiningEvent[]): Candidate {
  // Steps of one instant (a commit) do not come one after the other: what is not there will not follow.
  if (pattern.steps.length < 2 || recent.length === 0 || pattern.stats.medianDurationMs < MIN_DURATION_MS)
    return null;
  const isDone = pattern.steps.map((step) => recent.some((event) => isStep(step, event)));
  const lastDone = isDone.lastIndexOf(true);
  if (lastDone < 0) return null;
  const from = pattern.kind === "companions" ? 0 : lastDone + 1;
  const open = pattern.steps.filter((_, step) => step >= from && !isDone[step]);
  const step = open.toSorted((left, right) => (right.share ?? 1) - (left.share ?? 1))[0];
  if (!step) return null;
  const { support, starts } = pattern.stats;
  return { step, confidence: ((step.share ?? 1) * support) / Math.max(support, starts) };
}

/** The most certain step of a rhythm that is due now and was not there yet today. */
function dueStep(pattern: Pattern, now: Moment, moments: readonly Moment[], index: number): Candidate {
  const { rhythm } = pattern;
  if (!rhythm || !isDue(rhythm.rrule, Math.max(15, rhythm.toleranceMinutes), now.wallMs)) return null;
  const step = pattern.steps.toSorted((left, right) => (right.share ?? 1) - (left.share ?? 1))[0];
  if (!step) return null;
  const today = Math.floor(now.wallMs / DAY_MS);
  for (let before = index - 1; before >= 0; before--) {
    const moment = moments[before] as Moment;
    if (Math.floor(moment.wallMs / DAY_MS) !== today) break;
    if (moment.events.some((event) => isStep(step, event))) return null;
  }
  return { step, confidence: rhythm.hits / Math.max(1, rhythm.expected) };
}

function isDue(rrule: string, tolerance: number, wallMs: number): boolean {
  const rule = new Map(rrule.split(";").map((field) => field.split("=") as [string, string]));
  if (rule.get("FREQ") === "HOURLY" || rule.has("BYMONTHDAY") || rule.has("BYSETPOS")) return false;
  const day = Math.floor(wallMs / DAY_MS);
  const minute = (wallMs - day * DAY_MS) / MINUTE_MS;
  const off = Math.abs(minute - 60 * Number(rule.get("BYHOUR")) - Number(rule.get("BYMINUTE")));
  const weekday = WEEKDAYS[(((day + 4) % 7) + 7) % 7] ?? "";
  return Math.min(off, 1440 - off) <= tolerance && (rule.get("BYDAY")?.split(",").includes(weekday) ?? true);
}
