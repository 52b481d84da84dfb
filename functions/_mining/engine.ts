import { FloyoError } from "../../shared/errors.ts";
import type { MiningEvent } from "../../shared/mining/mining-event.ts";
import { mine as findAll, type MiningReport } from "../../shared/mining/patterns.ts";
import type { StateChunk } from "../../shared/mining/state/chunk.ts";
import { load, STATE_VERSION, save } from "../../shared/mining/state/chunks.ts";
import { type MiningState, newState, update } from "../../shared/mining/state/state.ts";
import { CATALOGUE } from "../../shared/suggestions/catalogue.ts";
import { type Feedback, suggest } from "../../shared/suggestions/suggest.ts";
import type { MiningResult } from "../_db/commit-mining.ts";

/** Stored with the state; another version mines a person anew from the first event that is kept. */
export const ENGINE_VERSION = STATE_VERSION;

/**
 * The newest events that a person's state holds here. Looking for patterns reads all of them in one go, and a hosted
 * function has 2 s of CPU; the browser and the CLI keep the engine's own cap.
 */
const MAX_EVENTS = 50_000;
/** Events are taken in slices of this many until the time is up. */
const SLICE = 500;
/** Leaves room for patterns and saving within the 500 ms a delivery may compute. */
const UPDATE_BUDGET_MS = 200;

interface MiningInput {
  /** Consumed. */
  state: MiningState;
  /** Ascending by `seq`, the first one after `minedSeq`. */
  events: readonly (MiningEvent & { seq: number })[];
  /** What is open and what was decided, as it stood when the events were read. */
  decisions: readonly Feedback[];
  claim: { minedSeq: number; lastSeq: number };
  /** Epoch milliseconds. */
  now: number;
}

export function emptyState(): MiningState {
  return newState({ maxEvents: MAX_EVENTS });
}

/** The state from its chunks; null when they cannot be read and it must be made anew from the events. */
export function readState(chunks: readonly StateChunk[]): MiningState | null {
  try {
    return chunks.length === 0 ? emptyState() : load(chunks);
  } catch (error) {
    if (error instanceof FloyoError) return null;
    throw error;
  }
}

/** What one delivery makes of the next events: what to store, and how many events went in. */
export function mine({ state: before, events, decisions, claim, now }: MiningInput): {
  result: MiningResult;
  took: number;
} {
  const startedAt = performance.now();
  let state = before;
  let took = 0;
  while (took < events.length && (took === 0 || performance.now() - startedAt < UPDATE_BUDGET_MS)) {
    state = update(state, events.slice(took, took + SLICE));
    took = Math.min(took + SLICE, events.length);
  }
  // Nothing to read although the numbers go on: those events were deleted meanwhile.
  const toSeq = took === 0 ? claim.lastSeq : (events[took - 1]?.seq ?? claim.minedSeq);
  const isComplete = toSeq >= claim.lastSeq;
  const report = isComplete ? findAll(state) : null;
  const saved = save(state);
  const result = {
    toSeq,
    engine: ENGINE_VERSION,
    chunks: saved
      .filter(({ data }) => data.length > 0)
      .map(({ chunk, data }) => ({ chunk, version: ENGINE_VERSION, data: base64(data) })),
    dropped: saved.filter(({ data }) => data.length === 0).map(({ chunk }) => chunk),
    patterns: report && withAbsences(report),
    suggestions: report
      ? suggest(report.patterns, CATALOGUE, decisions, { now }).map((suggestion, rank) => ({
          ...suggestion,
          rank,
        }))
      : null,
    openBefore: decisions.filter(({ verdict }) => verdict === "open").map(({ fingerprint }) => fingerprint),
  };
  return { result, took };
}

/**
 * What a rhythm misses is stored with its pattern. It is held against the last event, not against the clock: while nothing
 * arrives, nobody may have been listening.
 */
function withAbsences({ patterns, absences }: MiningReport): unknown[] {
  const missed = new Map(
    absences.map(({ fingerprint, expectedAt, missed, lastHitAt }) => [
      fingerprint,
      { expectedAt, missed, lastHitAt },
    ]),
  );
  return patterns.map((pattern) => ({ ...pattern, absence: missed.get(pattern.fingerprint) ?? null }));
}

function base64(bytes: Uint8Array): string {
  let binary = "";
  for (let start = 0; start < bytes.length; start += 8192) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 8192));
  }
  return btoa(binary);
}
