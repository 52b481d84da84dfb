import type { IncomingHttpHeaders } from "node:http";
import type { WebSocket } from "ws";
import { type Channel, type Connection, openChannel, type Server } from "./channel.ts";
import type { Identity } from "./credentials.ts";
import type { Message, Wire } from "./message.ts";

/** Hosted's limit of channels on one connection. */
const MOST_CHANNELS = 100;
/** Clients send a heartbeat every 25 s; a connection that is silent for longer than this is gone. */
const SILENCE_MS = 75_000;

/** Serves one open socket until it closes. */
export function serveConnection(
  server: Server,
  client: { socket: WebSocket; wire: Wire; identity: Identity; headers: IncomingHttpHeaders },
): void {
  const { socket, wire, identity } = client;
  const channels = new Map<string, Channel>();
  let silence = setTimeout(() => socket.terminate(), SILENCE_MS).unref();

  const connection: Connection = {
    identity,
    headers: plainHeaders(client.headers),
    send(message) {
      if (socket.readyState === socket.OPEN) socket.send(wire.write(message));
    },
    sendBroadcast(topic, body) {
      const frame = wire.writeBroadcast(topic, body);
      if (frame !== null && socket.readyState === socket.OPEN) socket.send(frame);
    },
    forget(channel) {
      if (channels.get(channel.topic) === channel) channels.delete(channel.topic);
    },
  };

  function reply(message: Message, status: "ok" | "error", response: unknown): void {
    const { joinRef, ref, topic } = message;
    connection.send({ joinRef, ref, topic, event: "phx_reply", payload: { status, response } });
  }

  function take(message: Message): void {
    const { topic, event } = message;
    if (topic === "phoenix" && event === "heartbeat") reply(message, "ok", {});
    else if (event === "phx_join") join(message);
    else if (channels.has(topic)) channels.get(topic)?.handle(message);
    else reply(message, "error", { reason: "unmatched topic" });
  }

  /** Joining a topic again ends the channel that had it. */
  function join(message: Message): void {
    channels.get(message.topic)?.close("tell");
    if (channels.size < MOST_CHANNELS) channels.set(message.topic, openChannel(server, connection, message));
    else reply(message, "error", { reason: "ChannelRateLimitReached: Too many channels" });
  }

  socket.on("message", (data: Buffer, isBinary: boolean) => {
    clearTimeout(silence);
    silence = setTimeout(() => socket.terminate(), SILENCE_MS).unref();
    const message = wire.read(isBinary ? data : data.toString("utf8"));
    if (message) take(message);
    else server.log("a message that is not of the Phoenix protocol was ignored");
  });
  socket.on("error", () => socket.terminate());
  socket.on("close", () => {
    clearTimeout(silence);
    for (const channel of [...channels.values()]) channel.close("gone");
  });
}

function plainHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === "string" ? [[name, value] as const] : [],
    ),
  );
}
