/** One thing a client says about itself, with the reference that tells its versions apart. */
export type PresenceMeta = { phx_ref: string; phx_ref_prev?: string } & Record<string, unknown>;
export type PresenceState = Record<string, { metas: PresenceMeta[] }>;
export interface PresenceDiff {
  joins: PresenceState;
  leaves: PresenceState;
}

/** Who is present on one topic. `owner` is the client's channel: it tracks at most one thing. */
export interface Presence {
  state(): PresenceState;
  track(owner: object, key: string, says: Record<string, unknown>): PresenceDiff;
  /** Null when the owner tracked nothing. */
  untrack(owner: object): PresenceDiff | null;
}

let versions = 0;

export function newPresence(): Presence {
  const tracked = new Map<object, { key: string; meta: PresenceMeta }>();

  return {
    state() {
      const state: PresenceState = {};
      for (const { key, meta } of tracked.values()) {
        state[key] = { metas: [...(state[key]?.metas ?? []), meta] };
      }
      return state;
    },
    track(owner, key, says) {
      versions += 1;
      const ref = versions.toString(36).padStart(8, "0");
      const old = tracked.get(owner);
      const meta: PresenceMeta = {
        ...says,
        phx_ref: ref,
        ...(old ? { phx_ref_prev: old.meta.phx_ref } : {}),
      };
      tracked.set(owner, { key, meta });
      return { joins: one(key, meta), leaves: old ? one(old.key, old.meta) : {} };
    },
    untrack(owner) {
      const old = tracked.get(owner);
      tracked.delete(owner);
      return old ? { joins: {}, leaves: one(old.key, old.meta) } : null;
    },
  };
}

function one(key: string, meta: PresenceMeta): PresenceState {
  return { [key]: { metas: [meta] } };
}
