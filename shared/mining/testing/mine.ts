import type { FileEvent } from "../../events/event.ts";
import { toMiningEvent } from "../mining-event.ts";
import type { Pattern } from "../pattern.ts";
import { patterns } from "../patterns.ts";
import { newState, update } from "../state/state.ts";

/** For tests: what the real miner finds in a log. */
export function mine(events: readonly FileEvent[]): Pattern[] {
  return patterns(update(newState(), events.map(toMiningEvent)));
}

/** A pattern in one line: kind, steps, rule. */
export function inWords(pattern: Pattern): string {
  const steps = pattern.steps.map(({ op, template }) => `${op} ${template}`);
  const rule = pattern.rhythm ? ` | ${pattern.rhythm.rrule.replace(/;BYHOUR.*/, "")}` : "";
  return `${pattern.kind}: ${steps.join(" → ")}${rule}`;
}
