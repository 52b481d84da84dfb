import { randomUUID } from "node:crypto";
import type { Authorizer } from "./authorize.ts";
import { type Credentials, type Identity, refusalOf } from "./credentials.ts";
import type { Hub, Member, Space } from "./hub.ts";
import { readJoinConfig } from "./join-config.ts";
import { asRecord, type BroadcastBody, isBroadcastPush, type Message, textOrNull } from "./message.ts";
import { newReplay } from "./replay.ts";
import { newRights } from "./rights.ts";
import type { StoredMessage } from "./stored-messages.ts";

/** What every channel of the server shares. */
export interface Server {
  hub: Hub;
  authorizer: Authorizer;
  credentials: Credentials;
  readReplay(wanted: { topic: string; sinceMs: number; limit: number }): Promise<StoredMessage[]>;
  /** Hosted's "Allow public access" switched off. */
  privateOnly: boolean;
  log: (line: string) => void;
}

/** The connection that a channel lives on. */
export interface Connection {
  identity: Identity;
  headers: Record<string, string>;
  send(message: Message): void;
  sendBroadcast(topic: string, body: BroadcastBody): void;
  /** The channel has ended; its topic may be joined again. */
  forget(channel: Channel): void;
}

export interface Channel {
  topic: string;
  /** Takes the client's next message; messages of one channel are worked off in order. */
  handle(message: Message): void;
  /** Ends the channel; "tell" also says so to the client. */
  close(client: "tell" | "gone"): void;
}

const TOPIC_PREFIX = "realtime:";
/** Hosted looks at a token again at this interval even while it is good. */
const TOKEN_CHECK_MS = 5 * 60 * 1000;

/** One topic that one client has joined; `join` is its `phx_join` message. */
export function openChannel(server: Server, connection: Connection, join: Message): Channel {
  const { hub, credentials } = server;
  const { topic } = join;
  const joinRef = join.joinRef ?? join.ref;
  const config = readJoinConfig(join.payload);
  const space: Space = { topic: topic.slice(TOPIC_PREFIX.length), isPrivate: config.isPrivate };
  const presenceKey = config.presence.key || randomUUID();
  const rights = newRights(
    server.authorizer,
    space,
    config.presence.isEnabled ? ["broadcast", "presence"] : ["broadcast"],
  );
  const replay = config.replay ? newReplay() : null;
  let identity = connection.identity;
  let isClosed = false;
  let tokenTimer: NodeJS.Timeout | undefined;
  let before: Promise<void> = Promise.resolve();

  const member: Member = {
    receive(body) {
      if (rights.canRead("broadcast") && (replay?.isNew(body) ?? true)) connection.sendBroadcast(topic, body);
    },
    receivePresence(diff) {
      if (config.presence.isEnabled && rights.canRead("presence")) push("presence_diff", diff);
    },
  };
  const channel: Channel = { topic, handle: (message) => inOrder(() => work(message)), close };
  inOrder(enter);
  return channel;

  async function enter(): Promise<void> {
    if (!topic.startsWith(TOPIC_PREFIX) || space.topic === "") return refuse("unmatched topic");
    if (server.privateOnly && !space.isPrivate) {
      return refuse("PrivateOnly: This project only allows private channels");
    }
    if (config.replay && !space.isPrivate) {
      return refuse("UnableToReplayMessages: Replay is not allowed for public channels");
    }
    const token = credentials.ownToken(config.accessToken) ?? connection.identity.token;
    const known = await credentials.identify(token);
    if (!known) return refuse(`InvalidJWTToken: ${refusalOf(token, Date.now())}`);
    identity = known;
    const isAllowed = await rights.renew({ claims: identity.claims, headers: connection.headers });
    if (isClosed) return;
    if (!isAllowed) return refuse(`Unauthorized: ${noRight(space.topic)}`);

    hub.join(space, member);
    // The client compares this list with its own, position by position.
    const changes = config.postgresChanges.map((change, position) => ({ ...change, id: position + 1 }));
    reply(join.ref, "ok", { postgres_changes: changes });
    checkTokenLater();
    if (config.presence.isEnabled && rights.canRead("presence")) push("presence_state", hub.present(space));
    if (changes.length > 0) {
      system(
        "postgres_changes",
        "postgres_changes is not served here: broadcast with realtime.send() instead",
      );
    }
    if (config.replay) {
      const messages = await server.readReplay({ topic: space.topic, ...config.replay });
      if (!isClosed && rights.canRead("broadcast")) {
        replay?.send(messages, (body) => connection.sendBroadcast(topic, body));
      }
    }
  }

  async function work(message: Message): Promise<void> {
    if (isBroadcastPush(message)) return broadcast(message.ref, message.payload);
    if (message.event === "presence") return changePresence(message.ref, message.payload);
    if (message.event === "access_token") {
      const token = credentials.ownToken(textOrNull(asRecord(message.payload).access_token));
      if (token && token !== identity.token) await goOnUnder(token);
    } else if (message.event === "phx_leave") {
      reply(message.ref, "ok");
      close("tell");
    }
  }

  /** A broadcast that may not be written is dropped without a word, as on hosted. */
  async function broadcast(ref: string | null, body: BroadcastBody): Promise<void> {
    if (!(await rights.canWrite("broadcast"))) return;
    hub.broadcast(space, body, config.self ? undefined : member);
    if (config.ack) reply(ref, "ok");
  }

  async function changePresence(ref: string | null, payload: unknown): Promise<void> {
    const { event, payload: says } = asRecord(payload);
    if (!(await rights.canWrite("presence"))) {
      return reply(ref, "error", {
        reason: `You do not have permissions to track presence on: ${space.topic}`,
      });
    }
    if (isClosed) return;
    if (event === "track") hub.track(space, member, presenceKey, asRecord(says));
    else if (event === "untrack") hub.untrack(space, member);
    else
      return reply(ref, "error", { reason: `"track" or "untrack" expected, got ${JSON.stringify(event)}` });
    reply(ref, "ok");
  }

  /** Goes on under this token, or ends the channel when it is no good or loses the right to read. */
  async function goOnUnder(token: string): Promise<void> {
    const known = await credentials.identify(token);
    if (!known) return shut(refusalOf(token, Date.now()));
    if (known.token !== identity.token) {
      const isAllowed = await rights.renew({ claims: known.claims, headers: connection.headers });
      if (!isAllowed) return shut(noRight(space.topic));
    }
    identity = known;
    if (!isClosed) checkTokenLater();
  }

  function checkTokenLater(): void {
    clearTimeout(tokenTimer);
    const leftMs = (identity.claims.exp ?? 0) * 1000 - Date.now();
    const check = () => inOrder(() => goOnUnder(identity.token));
    tokenTimer = setTimeout(check, Math.max(0, Math.min(leftMs, TOKEN_CHECK_MS))).unref();
  }

  function push(event: string, payload: unknown): void {
    connection.send({ joinRef, ref: null, topic, event, payload });
  }

  function reply(ref: string | null, status: "ok" | "error", response: unknown = {}): void {
    connection.send({ joinRef, ref, topic, event: "phx_reply", payload: { status, response } });
  }

  function system(extension: string, message: string): void {
    push("system", { extension, status: "error", message, channel: space.topic });
  }

  function refuse(reason: string): void {
    reply(join.ref, "error", { reason });
    close("gone");
  }

  function shut(message: string): void {
    if (isClosed) return;
    system("system", message);
    close("tell");
  }

  function close(client: "tell" | "gone"): void {
    if (isClosed) return;
    isClosed = true;
    clearTimeout(tokenTimer);
    if (client === "tell") push("phx_close", {});
    hub.leave(space, member);
    connection.forget(channel);
  }

  function inOrder(task: () => Promise<void>): void {
    before = before.then(async () => {
      if (isClosed) return;
      try {
        await task();
      } catch (error) {
        server.log(`${topic}: ${error instanceof Error ? error.message : String(error)}`);
        if (!isClosed) push("phx_error", {});
        close("gone");
      }
    });
  }
}

function noRight(topic: string): string {
  return `You do not have permissions to read from this Channel topic: ${topic}`;
}
