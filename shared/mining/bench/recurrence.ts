import type { MiningEvent } from "../mining-event.ts";
import type { Pattern } from "../pattern.ts";
import { seededRandom } from "../testing/planted-log.ts";
import { MIN_DAYS } from "../thresholds.ts";
import { minePerson } from "./mine-events.ts";
import { countDays, momentsOf, stepMasks } from "./occurrences.ts";
import type { ActorLog } from "./read-events.ts";

const SHUFFLES = 200;
const RANK = 0.95;
const FIRST_SHARE = 0.7;
const TOP = 20;

export interface Recurrence {
  judged: number;
  recurred: number;
  /** Of the top 20, by people who were hardly there in the last part. */
  unjudged: number;
  lost: string[];
}

/**
 * Whether the top 20 of a log's first 70 % go on in its last 30 %: on more days than in the 95th percentile of 200
 * shuffles of that part (symbols permuted over the person's events). Patterns of people who were active on
 * fewer than five days of it are not judged.
 */
export function judgeRecurrence(logs: readonly ActorLog[]): Recurrence {
  const times = logs
    .flatMap(({ events }) => events.map(({ occurredAt }) => occurredAt))
    .sort((a, b) => a - b);
  const cut = times[Math.floor(FIRST_SHARE * times.length)] ?? 0;
  const top = logs
    .flatMap(({ actor, events }) => {
      const sorted = events.toSorted((left, right) => left.occurredAt - right.occurredAt);
      const later = sorted.filter(({ occurredAt }) => occurredAt >= cut);
      return minePerson(
        sorted.filter(({ occurredAt }) => occurredAt < cut),
        cut,
      ).map((pattern) => ({
        actor,
        pattern,
        later,
      }));
    })
    .sort((left, right) => right.pattern.score - left.pattern.score)
    .slice(0, TOP);
  const judged = top.filter(({ later }) => new Set(momentsOf(later).days).size >= MIN_DAYS);
  const lost = judged.filter(({ pattern, later }) => !recurs(pattern, later));
  return {
    judged: judged.length,
    recurred: judged.length - lost.length,
    unjudged: top.length - judged.length,
    lost: lost.map(
      ({ actor, pattern }) => `${actor} ${pattern.kind} ${pattern.steps.map((s) => s.template).join(", ")}`,
    ),
  };
}

function recurs(pattern: Pattern, events: readonly MiningEvent[]): boolean {
  const masks = stepMasks(pattern, events);
  const moments = momentsOf(events);
  const real = countDays(pattern, masks, moments);
  if (real === 0) return false;
  const random = seededRandom(events.length);
  const shuffles = Array.from({ length: SHUFFLES }, () => {
    shuffle(masks, random);
    return countDays(pattern, masks, moments);
  }).sort((left, right) => left - right);
  return real > (shuffles[Math.floor(RANK * SHUFFLES)] ?? 0);
}

function shuffle(masks: Int32Array, random: () => number): void {
  for (let last = masks.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const kept = masks[last] as number;
    masks[last] = masks[other] as number;
    masks[other] = kept;
  }
}
