import type { Keyspace } from "../keyspace.ts";
import type { Reply } from "../reply.ts";

/** One Redis command. `arity` counts the name, negative for "at least", as Redis's COMMAND does. */
export interface Command {
  arity: number;
  /** `args` come without the name. Throws RedisError. */
  run(keyspace: Keyspace, args: Buffer[]): Reply;
}

export type CommandTable = Record<string, Command>;
