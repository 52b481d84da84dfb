import { FloyoError } from "@floyo/shared/errors.ts";
import { queryOptions } from "@tanstack/react-query";
import type { DbSource } from "../../lib/browser-db.tsx";
import { type Db, parseAnswer, parseRows, requireDone } from "../../lib/db.ts";
import type { ListedPattern, MissedPattern, PatternDetail, RelatedSuggestion } from "./pattern.ts";

// The schemas come with the first answer of the database, not with the page.
const rows = () => import("./pattern.ts");

/** More patterns than this nobody reads; the list says when it stops here. */
export const MAX_LISTED = 500;

const MAX_MISSED = 20;
const COMMON = "id,fingerprint,kind,steps,rhythm,stats,score,first_seen_at,last_seen_at,withdrawn_at";
const LISTED = `${COMMON},expected_days:evidence->expectedDays,time_zone:evidence->>timeZone`;

export const patternKeys = {
  all: ["patterns"] as const,
  list: ["patterns", "list"] as const,
  mutes: ["patterns", "mutes"] as const,
  missed: ["patterns", "missed"] as const,
  one: (id: string) => ["patterns", "one", id] as const,
  suggestion: (id: string) => ["patterns", "suggestion", id] as const,
  stepDays: (id: string, timeZone: string) => ["patterns", "step-days", id, timeZone] as const,
  ofEvent: (eventId: string) => ["patterns", "of-event", eventId] as const,
};

/** Every pattern, the most surprising first; those whose evidence is gone come last. */
export function patternsQuery(db: DbSource) {
  return queryOptions({ queryKey: patternKeys.list, queryFn: () => listPatterns(db()) });
}

/** One pattern with its evidence; null when there is none with this id that the person may see. */
export function patternQuery(db: DbSource, id: string) {
  return queryOptions({ queryKey: patternKeys.one(id), queryFn: () => readPattern(db(), id) });
}

/** Routines that were due and did not come, the latest first. */
export function missedQuery(db: DbSource) {
  return queryOptions({ queryKey: patternKeys.missed, queryFn: () => listMissed(db()) });
}

/** Fingerprints of the patterns that the person stopped looking at. */
export function mutesQuery(db: DbSource) {
  return queryOptions({ queryKey: patternKeys.mutes, queryFn: () => listMutes(db()) });
}

/** What was suggested because of a pattern, or null. */
export function relatedSuggestionQuery(db: DbSource, patternId: string) {
  return queryOptions({
    queryKey: patternKeys.suggestion(patternId),
    queryFn: () => readSuggestion(db(), patternId),
  });
}

/** On how many local days each step was done at all; names are matched as `like` does, so a few may be too many. */
export function stepDaysQuery(db: DbSource, patternId: string, timeZone: string) {
  return queryOptions({
    queryKey: patternKeys.stepDays(patternId, timeZone),
    queryFn: () => countStepDays(db(), patternId, timeZone),
    refetchInterval: false,
  });
}

/** Patterns among whose kept occurrences this very event is. */
export function patternsOfEventQuery(db: DbSource, eventId: string) {
  return queryOptions({
    queryKey: patternKeys.ofEvent(eventId),
    queryFn: () => listPatternIdsOfEvent(db(), eventId),
  });
}

async function listPatterns(db: Db): Promise<ListedPattern[]> {
  const { ListedPattern } = await rows();
  return parseRows(
    ListedPattern,
    await db
      .from("patterns")
      .select(LISTED)
      .order("withdrawn_at", { ascending: false, nullsFirst: true })
      .order("score", { ascending: false })
      .order("id")
      .limit(MAX_LISTED),
  );
}

async function readPattern(db: Db, id: string): Promise<PatternDetail | null> {
  const { PatternDetail } = await rows();
  return parseAnswer(
    PatternDetail.nullable(),
    await db.from("patterns").select(`${COMMON},org_id,evidence,absence`).eq("id", id).maybeSingle(),
  );
}

async function listMissed(db: Db): Promise<MissedPattern[]> {
  const { MissedPattern } = await rows();
  return parseRows(
    MissedPattern,
    await db
      .from("patterns")
      .select("id,fingerprint,kind,steps,rhythm,absence")
      .not("absence", "is", null)
      .is("withdrawn_at", null)
      .order("absence->>expectedAt", { ascending: false })
      .order("id")
      .limit(MAX_MISSED),
  );
}

async function listMutes(db: Db): Promise<string[]> {
  const { Mute } = await rows();
  const mutes = parseRows(Mute, await db.from("pattern_mutes").select("fingerprint").limit(1000));
  return mutes.map(({ fingerprint }) => fingerprint);
}

async function readSuggestion(db: Db, patternId: string): Promise<RelatedSuggestion | null> {
  const { RelatedSuggestion } = await rows();
  return parseAnswer(
    RelatedSuggestion.nullable(),
    await db
      .from("suggestions")
      .select("id,title,body,status")
      .eq("pattern_id", patternId)
      .neq("status", "withdrawn")
      .order("created_at", { ascending: false })
      .limit(1)
      .maybeSingle(),
  );
}

async function countStepDays(db: Db, id: string, timeZone: string): Promise<number[]> {
  const { StepDays } = await rows();
  const steps = parseRows(StepDays, await db.rpc("pattern_step_days", { id, time_zone: timeZone }));
  return steps.sort((one, other) => one.step - other.step).map(({ days }) => days);
}

async function listPatternIdsOfEvent(db: Db, eventId: string): Promise<string[]> {
  const { PatternId } = await rows();
  const wanted = PatternId.shape.id.safeParse(eventId);
  if (!wanted.success) throw new FloyoError("invalid_input", "This is not the id of an event.");
  const found = parseRows(
    PatternId,
    await db
      .from("patterns")
      .select("id")
      .is("withdrawn_at", null)
      .contains("evidence", { occurrences: [{ eventIds: [wanted.data] }] })
      .limit(100),
  );
  return found.map(({ id }) => id);
}

/** Stops looking at a pattern, or looks again. */
export async function setMuted(db: Db, id: string, isMuted: boolean): Promise<void> {
  requireDone(await db.rpc(isMuted ? "mute_pattern" : "unmute_pattern", { id }));
}
