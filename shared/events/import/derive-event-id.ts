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
  // By a hash: a million lines as text would fill the memory. Two lines that share one get other ids, the same each time.
  const ordinals = new Map<number, number>();
  return ({ id, ...record }) => {
    if (id !== undefined) return { id, ...record };
    const line = canonicalBody(record);
    const key = hash53(line);
    const ordinal = ordinals.get(key) ?? 0;
    ordinals.set(key, ordinal + 1);
    const occurredAt = parseInstant(record.occurredAt) ?? 0;
    return { id: deriveEventId({ sourceId, line, ordinal, occurredAt }), ...record };
  };
}

/** 53 bits of a text, in two lanes of multiply and shift; for telling texts apart, not for secrets. */
function hash53(text: string): number {
  let high = 0x9e3779b9;
  let low = 0x85ebca6b;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, 0x01000193);
    low = Math.imul(low ^ unit, 0x5bd1e995);
    low ^= low >>> 13;
  }
  high = Math.imul(high ^ (high >>> 16) ^ low, 0xc2b2ae35);
  return ((high >>> 11) >>> 0) * 2 ** 32 + (low >>> 0);
}
