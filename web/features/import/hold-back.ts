import { type CaptureRules, capturedBy } from "@floyo/shared/events/capture-rules.ts";
import type { Batch } from "./read-batches.ts";
import type { Refusal } from "./verdicts.ts";

/** The batch without what the person ruled out, which is told as ingest would tell it and never leaves this page. */
export function holdBack({ events, lines, refused }: Batch, rules: CaptureRules): Batch {
  const isCaptured = capturedBy(rules);
  const places = events.map((event, place) => ({ event, line: lines[place] ?? 0 }));
  const kept = places.filter(({ event }) => isCaptured(event));
  const held = places.filter(({ event }) => !isCaptured(event)).map(({ line }) => heldBack(line, rules));
  return {
    events: kept.map(({ event }) => event),
    lines: kept.map(({ line }) => line),
    refused: [...refused, ...held],
  };
}

function heldBack(line: number, { isPaused }: CaptureRules): Refusal {
  return isPaused
    ? {
        line,
        code: "source_paused",
        message: "everything is paused under Settings, Privacy; it was not sent",
      }
    : { line, code: "not_captured", message: "you ruled this operation or path out; it was not sent" };
}
