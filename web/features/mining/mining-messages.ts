import type { BrokenLine } from "@floyo/shared/events/import/import-record.ts";
import type { Absence, Pattern } from "@floyo/shared/mining/pattern.ts";

/** What a page asks of the miner that works beside it. */
export interface MineRequest {
  file: Blob;
  /** The reader's own zone, for logs that state no other. */
  timeZone: string;
}

export interface LocalPattern {
  /** Who, as the log names them; null when it names nobody. */
  actor: string | null;
  pattern: Pattern;
}

export interface LocalReport {
  events: number;
  people: number;
  /** The most surprising first, at most 100. */
  patterns: LocalPattern[];
  /** All that were found. */
  found: number;
  /** Routines that were kept once and are no more. */
  ended: number;
  absences: { actor: string | null; absence: Absence }[];
  /** Events that were left out because there are too many. */
  droppedEvents: number;
  broken: BrokenLine[];
  brokenCount: number;
}

export type MineAnswer =
  | { tell: "progress"; doing: "reading" | "mining"; share: number; events: number }
  | { tell: "mined"; report: LocalReport }
  | { tell: "failed"; message: string };
