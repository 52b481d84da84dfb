import type { MiningEvent } from "../mining-event.ts";
import type { Pattern } from "../pattern.ts";
import { patterns } from "../patterns.ts";
import { type ScoredPattern, toScoredPatterns } from "../scorer-format.ts";
import { newState, update } from "../state/state.ts";
import type { ActorLog } from "./read-events.ts";

/** More than any log of the bench has: what is judged is the engine, not its cap. */
export const BENCH_MAX_EVENTS = 2_000_000;

export type ActorPattern = ScoredPattern & { actor: number };

/** `now`: epoch milliseconds at which the log ends, for those who left before. */
export function minePerson(events: readonly MiningEvent[], now?: number): Pattern[] {
  return patterns(
    update(newState({ maxEvents: BENCH_MAX_EVENTS }), events),
    now === undefined ? {} : { now },
  );
}

/** What the engine reports of a log, best first, in the scorer's words. */
export function mineActors(logs: readonly ActorLog[]): ActorPattern[] {
  return logs
    .flatMap(({ actor, events }) =>
      minePerson(events).flatMap((pattern) =>
        toScoredPatterns(pattern).map((entry) => ({ ...entry, actor })),
      ),
    )
    .sort((left, right) => right.floyo.score - left.floyo.score);
}
