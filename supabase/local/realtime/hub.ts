import type { BroadcastBody } from "./message.ts";
import { newPresence, type Presence, type PresenceDiff, type PresenceState } from "./presence.ts";

/** A channel of one client, as the others on its topic see it. */
export interface Member {
  receive(body: BroadcastBody): void;
  receivePresence(diff: PresenceDiff): void;
}

/** Public and private channels of one name are separate spaces. */
export interface Space {
  topic: string;
  isPrivate: boolean;
}

/** Who is on which topic, in this process. */
export interface Hub {
  join(space: Space, member: Member): void;
  leave(space: Space, member: Member): void;
  broadcast(space: Space, body: BroadcastBody, except?: Member): void;
  present(space: Space): PresenceState;
  track(space: Space, member: Member, key: string, says: Record<string, unknown>): void;
  untrack(space: Space, member: Member): void;
}

interface Room {
  members: Set<Member>;
  presence: Presence;
}

export function newHub(): Hub {
  const rooms = new Map<string, Room>();
  const keyOf = ({ topic, isPrivate }: Space) => `${isPrivate ? "private" : "public"}:${topic}`;
  const roomOf = (space: Space) => rooms.get(keyOf(space));

  function announce(room: Room, diff: PresenceDiff | null): void {
    if (!diff) return;
    for (const member of room.members) member.receivePresence(diff);
  }

  return {
    join(space, member) {
      const room = roomOf(space) ?? { members: new Set(), presence: newPresence() };
      room.members.add(member);
      rooms.set(keyOf(space), room);
    },
    leave(space, member) {
      const room = roomOf(space);
      if (!room?.members.delete(member)) return;
      announce(room, room.presence.untrack(member));
      if (room.members.size === 0) rooms.delete(keyOf(space));
    },
    broadcast(space, body, except) {
      for (const member of roomOf(space)?.members ?? []) if (member !== except) member.receive(body);
    },
    present: (space) => roomOf(space)?.presence.state() ?? {},
    track(space, member, key, says) {
      const room = roomOf(space);
      if (room) announce(room, room.presence.track(member, key, says));
    },
    untrack(space, member) {
      const room = roomOf(space);
      if (room) announce(room, room.presence.untrack(member));
    },
  };
}
