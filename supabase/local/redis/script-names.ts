import { createHash } from "node:crypto";
import { plainScript } from "./lua/shebang.ts";
import type { Reply } from "./reply.ts";

const MAX_NAMES = 1000;

/** A command as it goes to a plain Redis, and what becomes of its reply on the way back. */
export interface Translated {
  command: Buffer[];
  reply(reply: Reply): Reply;
}

/**
 * Clients name a script by the SHA-1 of what they sent; a plain Redis knows the one without Upstash's flag under
 * another. Remembers which is which. A name that was forgotten is a NOSCRIPT, and the client sends the script again.
 */
export function createScriptNames(): { translate(command: Buffer[]): Translated } {
  const names = new Map<string, string>();

  const plain = (script: Buffer): Buffer => {
    const body = plainScript(script);
    if (body.equals(script)) return script;
    if (names.size >= MAX_NAMES) names.clear();
    names.set(sha1(script), sha1(body));
    return body;
  };
  const plainName = (sha: Buffer): Buffer => {
    const known = names.get(sha.toString("latin1").toLowerCase());
    return known === undefined ? sha : Buffer.from(known);
  };

  return {
    translate(command) {
      const unchanged: Translated = { command, reply: (reply) => reply };
      const [name = Buffer.alloc(0), second, ...rest] = command;
      if (second === undefined) return unchanged;
      switch (name.toString("latin1").toUpperCase()) {
        case "EVAL":
        case "EVAL_RO":
          return { ...unchanged, command: [name, plain(second), ...rest] };
        case "EVALSHA":
        case "EVALSHA_RO":
          return { ...unchanged, command: [name, plainName(second), ...rest] };
        case "SCRIPT":
          return translateScript(second, rest) ?? unchanged;
        default:
          return unchanged;
      }
    },
  };

  function translateScript(action: Buffer, args: Buffer[]): Translated | null {
    const name = Buffer.from("SCRIPT");
    const [script] = args;
    switch (action.toString("latin1").toUpperCase()) {
      case "LOAD":
        if (!script) return null;
        return {
          command: [name, action, plain(script), ...args.slice(1)],
          reply: (reply) => (Buffer.isBuffer(reply) ? Buffer.from(sha1(script)) : reply),
        };
      case "EXISTS":
        return { command: [name, action, ...args.map(plainName)], reply: (reply) => reply };
      default:
        return null;
    }
  }
}

function sha1(script: Buffer): string {
  return createHash("sha1").update(script).digest("hex");
}
