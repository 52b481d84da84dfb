import { bytes, globPattern, integer, syntaxError, upper } from "../arguments.ts";
import type { ByteString } from "../keyspace.ts";
import { RedisError, type Reply } from "../reply.ts";

/** One page of SCAN, HSCAN, SSCAN or ZSCAN: the cursor is the position, so what stays put is seen exactly once. */
export function scan(options: {
  all: ByteString[];
  cursor: Buffer | undefined;
  options: Buffer[];
  hasType?: (item: ByteString, type: string) => boolean;
  show: (item: ByteString) => Buffer[];
}): Reply {
  const { all, hasType, show } = options;
  const text = bytes(options.cursor);
  if (!/^\d+$/.test(text)) throw new RedisError("ERR invalid cursor");
  let count = 10;
  let pattern: RegExp | null = null;
  let type: string | null = null;
  for (let at = 0; at < options.options.length; at += 2) {
    const name = upper(options.options[at]);
    const value = options.options[at + 1] ?? syntaxError();
    if (name === "MATCH") pattern = globPattern(bytes(value));
    else if (name === "COUNT") count = integer(value);
    else if (name === "TYPE" && hasType) type = bytes(value).toLowerCase();
    else syntaxError();
  }
  if (count < 1) syntaxError();
  const from = Number(text);
  const page = all
    .slice(from, from + count)
    .filter((item) => pattern?.test(item) ?? true)
    .filter((item) => type === null || hasType?.(item, type));
  const next = from + count < all.length ? from + count : 0;
  return [Buffer.from(String(next)), page.flatMap(show)];
}
