import type { CommandTable } from "./command.ts";

export const serverCommands: CommandTable = {
  PING: { arity: -1, run: (_, [message]) => message ?? { status: "PONG" } },
  ECHO: { arity: 2, run: (_, [message = Buffer.alloc(0)]) => message },
  TIME: {
    arity: 1,
    run(keyspace) {
      const now = keyspace.now();
      return [Buffer.from(String(Math.floor(now / 1000))), Buffer.from(String((now % 1000) * 1000))];
    },
  },
};
