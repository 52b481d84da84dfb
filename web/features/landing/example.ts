import type { EventOp, FileEvent } from "@floyo/shared/events/event.ts";
import { sampleLog } from "@floyo/shared/events/sample/sample-log.ts";
import { toMiningEvent } from "@floyo/shared/mining/mining-event.ts";
import type { Pattern } from "@floyo/shared/mining/pattern.ts";
import { patterns } from "@floyo/shared/mining/patterns.ts";
import { newState, update } from "@floyo/shared/mining/state/state.ts";
import { CATALOGUE } from "@floyo/shared/suggestions/catalogue.ts";
import { suggest } from "@floyo/shared/suggestions/suggest.ts";
import { EXAMPLE_ZONE } from "./example-zone.ts";

/** One thing that was found in the sample, as the page shows it. */
export interface Finding {
  fingerprint: string;
  title: string;
  body: string;
  kind: Pattern["kind"];
  rhythm: NonNullable<Pattern["rhythm"]> | null;
  steps: Pattern["steps"];
  stats: Pick<Pattern["stats"], "support" | "days" | "expectedByChance" | "lift">;
  /** The newest days it was due or seen on, oldest first. */
  days: { date: string; hit: boolean }[];
  occurrences: Occurrence[];
}

export interface Occurrence {
  date: string;
  events: { id: string; occurredAt: string; op: EventOp; path: string }[];
}

export interface ExampleView {
  /** Events that were looked at. */
  events: number;
  findings: Finding[];
}

const MOST_DAYS = 11;

/**
 * What Floyo finds in the sample log when the events of some days are hidden. The same code as for a person's own log.
 * `now`: epoch milliseconds; `hidden`: local dates, `YYYY-MM-DD`.
 */
export function mineExample({ now, hidden }: { now: number; hidden: readonly string[] }): ExampleView {
  const away = new Set(hidden);
  const log = sampleLog({ now, timeZone: EXAMPLE_ZONE }).filter(
    ({ occurredAt }) => !away.has(occurredAt.slice(0, 10)),
  );
  const found = patterns(update(newState(), log.map(toMiningEvent)));
  const byId = new Map(log.map((event) => [event.id, event]));
  const findings = suggest(found, CATALOGUE, [], { now }).flatMap(({ patternFingerprint, title, body }) => {
    const pattern = found.find(({ fingerprint }) => fingerprint === patternFingerprint);
    return pattern ? [findingOf({ pattern, title, body, byId })] : [];
  });
  return { events: log.length, findings };
}

interface Found {
  pattern: Pattern;
  title: string;
  body: string;
  byId: ReadonlyMap<string, FileEvent>;
}

function findingOf({ pattern, title, body, byId }: Found): Finding {
  const { fingerprint, kind, rhythm, steps, stats, evidence } = pattern;
  const seen = evidence.occurrences.map(({ date }) => ({ date, hit: true }));
  return {
    fingerprint,
    title,
    body,
    kind,
    rhythm: rhythm ?? null,
    steps,
    stats: {
      support: stats.support,
      days: stats.days,
      expectedByChance: stats.expectedByChance,
      lift: stats.lift,
    },
    days: (evidence.expectedDays.length > 0 ? evidence.expectedDays : seen).slice(-MOST_DAYS),
    occurrences: evidence.occurrences.toReversed().map(({ date, eventIds }) => ({
      date,
      events: eventIds.flatMap((id) => {
        const event = byId.get(id);
        return event ? [{ id, occurredAt: event.occurredAt, op: event.op, path: event.path }] : [];
      }),
    })),
  };
}
