import { asRecord } from "./message.ts";

/** What a client asks for when it joins a channel. */
export interface JoinConfig {
  isPrivate: boolean;
  /** Whether each broadcast is answered once it has been passed on. */
  ack: boolean;
  /** Whether the client gets its own broadcasts. */
  self: boolean;
  replay: { sinceMs: number; limit: number } | null;
  presence: { isEnabled: boolean; key: string };
  /** Asked for, and refused: row changes are sent as broadcasts here. */
  postgresChanges: Record<string, unknown>[];
  accessToken: string | null;
}

/** Hosted gives no more old messages than this. */
const MOST_REPLAYED = 25;

/** Reads the payload of `phx_join`; what is missing or malformed is off. */
export function readJoinConfig(payload: unknown): JoinConfig {
  const { config, access_token: token } = asRecord(payload);
  const { broadcast, presence, postgres_changes: changes, private: isPrivate } = asRecord(config);
  const { ack, self, replay } = asRecord(broadcast);
  const { since, limit } = asRecord(replay);
  const { enabled, key } = asRecord(presence);
  const sinceMs = Number(since);
  return {
    isPrivate: isTrue(isPrivate),
    ack: isTrue(ack),
    self: isTrue(self),
    replay: replay && Number.isFinite(sinceMs) ? { sinceMs, limit: clampLimit(limit) } : null,
    presence: { isEnabled: isTrue(enabled), key: typeof key === "string" ? key : "" },
    postgresChanges: Array.isArray(changes) ? changes.map(asRecord) : [],
    accessToken: typeof token === "string" ? token : null,
  };
}

/** Some clients send booleans as words. */
function isTrue(value: unknown): boolean {
  return value === true || value === "true";
}

function clampLimit(limit: unknown): number {
  const wanted = Math.trunc(Number(limit ?? MOST_REPLAYED));
  return Number.isNaN(wanted) ? MOST_REPLAYED : Math.min(MOST_REPLAYED, Math.max(1, wanted));
}
