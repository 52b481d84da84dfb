import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalBody } from "../canonical-body.ts";
import type { FileEvent } from "../event.ts";
import { parseInstant } from "../instant.ts";
import { uuidV7 } from "../uuid-v7.ts";
import type { ImportRecord } from "./import-record.ts";

/**
 * The id of an imported event: 48 bits of its time, the rest from SHA-256 of source, canonical line and its ordinal
 * among equal lines. The same file imported twice gives the same ids, so the second time nothing is added.
 * `occurredAt` in epoch milliseconds; `ordinal` counts from 0.
 */
export function deriveEventId(of: {
  sourceId: string;
  line: string;
  ordinal: number;
  occurredAt: number;
}): string {
  const hash = sha256(utf8ToBytes(`${of.sourceId}\n${of.ordinal}\n${of.line}`));
  return uuidV7({ timeMs: Math.max(0, Math.floor(of.occurredAt)), bytes: hash });
}

/** Gives each record of ONE log its id, in order; keep one for the whole log, since it counts equal lines. */
export function createEventIds({ sourceId }: { sourceId: string }): (record: ImportRecord) => FileEvent {
  const ordinals = new Map<string, number>();
  return ({ id, ...record }) => {
    if (id !== undefined) return { id, ...record };
    const line = canonicalBody(record);
    const ordinal = ordinals.get(line) ?? 0;
    ordinals.set(line, ordinal + 1);
    const occurredAt = parseInstant(record.occurredAt) ?? 0;
    return { id: deriveEventId({ sourceId, line, ordinal, occurredAt }), ...record };
  };
}
