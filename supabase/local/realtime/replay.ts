import type { BroadcastBody } from "./message.ts";
import type { StoredMessage } from "./stored-messages.ts";

/** Gives a client old messages, and no message twice: not when it was live meanwhile, not when it comes live later. */
export interface Replay {
  /** Whether a live message is new to the client. */
  isNew(body: BroadcastBody): boolean;
  send(messages: StoredMessage[], give: (body: BroadcastBody) => void): void;
}

export function newReplay(): Replay {
  const given = new Set<string>();
  let isWaiting = true;

  return {
    isNew({ meta }) {
      if (!meta) return true;
      if (given.has(meta.id)) return false;
      if (isWaiting) given.add(meta.id);
      return true;
    },
    send(messages, give) {
      isWaiting = false;
      for (const { body } of messages) {
        if (given.has(body.meta.id)) continue;
        given.add(body.meta.id);
        give(body);
      }
    },
  };
}
