import type { RedisError, Reply } from "./reply.ts";

/** Which Redis answers. */
export type EngineKind = "redis-server" | "REDIS_URL" | "in-process";

/** Something that runs Redis commands. An error reply is a value; a rejection means that Redis is not there. */
export interface Engine {
  kind: EngineKind;
  run(command: Buffer[]): Promise<Reply>;
  /** Runs commands with nothing in between: one reply each, or one error if they were not run at all. */
  transaction(commands: Buffer[][]): Promise<Reply[] | RedisError>;
  stop(): Promise<void>;
}
