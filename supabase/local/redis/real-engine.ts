import { createClient, ErrorReply, MultiErrorReply, RESP_TYPES } from "@redis/client";
import type { Engine } from "./engine.ts";
import { RedisError, type Reply } from "./reply.ts";
import { createScriptNames } from "./script-names.ts";

/** A Redis somewhere else, over its own protocol. Rejects when nothing answers there. */
export async function connectEngine(options: {
  kind: "redis-server" | "REDIS_URL";
  address: { url: string } | { socketPath: string };
  log: (line: string) => void;
}): Promise<Engine> {
  const { kind, address, log } = options;
  const names = createScriptNames();
  let isLost = false;
  const client = createClient({
    ...("url" in address ? { url: address.url } : { socket: { path: address.socketPath, tls: false } }),
    RESP: 2,
    // While Redis is away a caller hears so at once instead of waiting.
    disableOfflineQueue: true,
    commandOptions: { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer, [RESP_TYPES.SIMPLE_STRING]: Buffer } },
  });
  let isConnected = false;
  client.on("error", (error: Error) => {
    if (isConnected && !isLost) log(`connection to Redis lost: ${error.message}`);
    isLost = true;
    if (!isConnected) client.destroy();
  });
  client.on("ready", () => {
    if (isLost) log("connection to Redis is back");
    isLost = false;
    isConnected = true;
  });
  await client.connect();

  return {
    kind,
    async run(command) {
      const { command: plain, reply } = names.translate(command);
      try {
        return reply(toReply(await client.sendCommand(plain)));
      } catch (error) {
        if (error instanceof ErrorReply) return new RedisError(error.message);
        throw error;
      }
    },
    async transaction(commands) {
      const translated = commands.map((command) => names.translate(command));
      const multi = client.multi();
      for (const { command } of translated) multi.addCommand(command);
      try {
        const replies: unknown[] = await multi.exec();
        return replies.map((each, at) => translated[at]?.reply(toReply(each)) ?? null);
      } catch (error) {
        if (error instanceof MultiErrorReply) {
          return error.replies.map(
            (each: unknown, at: number) => translated[at]?.reply(toReply(each)) ?? null,
          );
        }
        if (error instanceof ErrorReply) {
          return new RedisError("EXECABORT Transaction discarded because of previous errors.");
        }
        throw error;
      }
    },
    async stop() {
      if (client.isOpen) client.destroy();
    },
  };
}

function toReply(value: unknown): Reply {
  if (value === null || typeof value === "number" || Buffer.isBuffer(value)) return value;
  if (typeof value === "string") return Buffer.from(value);
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(toReply);
  if (value instanceof Error) return new RedisError(value.message);
  throw new Error(`unexpected reply from Redis: ${typeof value}`);
}
