import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { startScram } from "./scram.ts";

export interface Pooler {
  url: string;
  /** Transactions that ran on another connection than their client's one before. */
  reshuffled(): number;
  stop(): Promise<void>;
}

interface Message {
  type: string;
  bytes: Buffer;
}

interface Backend {
  socket: Socket;
  client: Client | null;
}

interface Client {
  socket: Socket;
  backend: Backend | null;
  last: Backend | null;
  /** What was sent and not yet given to a backend. */
  waiting: Buffer[];
  /** Syncs and simple queries that ReadyForQuery has not answered. */
  owed: number;
}

/**
 * A pooler in transaction mode between postgres clients and a server: each transaction gets a connection, by preference
 * not the one before, so that whatever relies on a session breaks here as it would on hosted's pooler.
 */
export async function startPooler({
  url,
  connections = 2,
}: {
  url: string;
  connections?: number;
}): Promise<Pooler> {
  const backends = await Promise.all(Array.from({ length: connections }, () => openBackend(new URL(url))));
  const queue: Client[] = [];
  const sockets = new Set<Socket>();
  let reshuffled = 0;
  let isStopping = false;

  function assign(client: Client): void {
    const free = backends.filter((backend) => backend.client === null);
    const backend = free.find((candidate) => candidate !== client.last) ?? free[0];
    if (!backend) {
      if (!queue.includes(client)) queue.push(client);
      return;
    }
    if (client.last && client.last !== backend) reshuffled++;
    backend.client = client;
    client.backend = backend;
    client.last = backend;
    for (const bytes of client.waiting.splice(0)) backend.socket.write(bytes);
  }

  function release(backend: Backend): void {
    if (backend.client) backend.client.backend = null;
    backend.client = null;
    const next = queue.shift();
    if (next) assign(next);
  }

  function serve(backend: Backend): void {
    onMessages(backend.socket, ({ type, bytes }) => {
      const client = backend.client;
      if (!client) return;
      client.socket.write(bytes);
      if (type !== "Z") return;
      client.owed--;
      if (client.owed === 0 && bytes.toString("latin1", 5, 6) === "I") release(backend);
    });
  }

  /** Its transaction has nobody to end it, so the connection is closed, which rolls back, and a new one opened. */
  async function replace(orphan: Backend): Promise<void> {
    orphan.socket.destroy();
    const fresh = await openBackend(new URL(url));
    backends[backends.indexOf(orphan)] = fresh;
    serve(fresh);
    release(fresh);
  }

  backends.forEach(serve);
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    const client: Client = { socket, backend: null, last: null, waiting: [], owed: 0 };
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      sockets.delete(socket);
      if (queue.includes(client)) queue.splice(queue.indexOf(client), 1);
      if (client.backend && !isStopping) void replace(client.backend);
    });
    onMessages(
      socket,
      ({ type, bytes }) => {
        if (type === "startup") return greet(socket);
        if (type === "X") return;
        if (type === "S" || type === "Q") client.owed++;
        if (client.backend) client.backend.socket.write(bytes);
        else {
          client.waiting.push(bytes);
          assign(client);
        }
      },
      "startup first",
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const pooled = new URL(url);
  pooled.port = String((server.address() as AddressInfo).port);
  return {
    url: pooled.toString(),
    reshuffled: () => reshuffled,
    async stop() {
      isStopping = true;
      for (const socket of sockets) socket.destroy();
      for (const { socket } of backends) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function greet(socket: Socket): void {
  const parameter = (name: string, value: string) => message("S", Buffer.from(`${name}\0${value}\0`));
  socket.write(
    Buffer.concat([
      message("R", int32(0)),
      parameter("server_version", "17.0"),
      parameter("client_encoding", "UTF8"),
      parameter("TimeZone", "UTC"),
      message("K", Buffer.concat([int32(1), int32(1)])),
      message("Z", Buffer.from("I")),
    ]),
  );
}

async function openBackend(url: URL): Promise<Backend> {
  const socket = connect({ port: Number(url.port), host: url.hostname, noDelay: true });
  await once(socket, "connect");
  socket.on("error", () => socket.destroy());
  const fields = ["user", url.username, "database", url.pathname.slice(1), "", ""].join("\0");
  const startup = Buffer.concat([int32(196_608), Buffer.from(fields)]);
  socket.write(Buffer.concat([int32(startup.length + 4), startup]));
  const scram = startScram(decodeURIComponent(url.password));
  await new Promise<void>((resolve, reject) => {
    const stopListening = onMessages(socket, ({ type, bytes }) => {
      if (type === "E") reject(new Error(bytes.toString("utf8", 5)));
      if (type === "Z") {
        stopListening();
        resolve();
      }
      if (type !== "R") return;
      const step = bytes.readInt32BE(5);
      if (step === 10) {
        const first = Buffer.from(scram.first);
        const mechanism = Buffer.from("SCRAM-SHA-256\0");
        socket.write(message("p", Buffer.concat([mechanism, int32(first.length), first])));
      }
      if (step === 11) socket.write(message("p", Buffer.from(scram.answer(bytes.toString("utf8", 9)))));
    });
  });
  return { socket, client: null };
}

/** Cuts a stream into protocol messages. A client's first message has no type byte. */
function onMessages(
  socket: Socket,
  handle: (message: Message) => void,
  start: "startup first" | "typed" = "typed",
): () => void {
  let isStarting = start === "startup first";
  let rest: Buffer = Buffer.alloc(0);
  const listen = (chunk: Buffer) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      const head = isStarting ? 0 : 1;
      if (rest.length < head + 4) return;
      const length = head + rest.readInt32BE(head);
      if (rest.length < length) return;
      const bytes = rest.subarray(0, length);
      rest = rest.subarray(length);
      const type = isStarting ? "startup" : bytes.toString("latin1", 0, 1);
      isStarting = false;
      handle({ type, bytes });
    }
  };
  socket.on("data", listen);
  return () => socket.off("data", listen);
}

function message(type: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
