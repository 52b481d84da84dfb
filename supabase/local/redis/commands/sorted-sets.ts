import { buffer, bytes, float, formatFloat, indexRange, integer, syntaxError, upper } from "../arguments.ts";
import type { Keyspace } from "../keyspace.ts";
import { RedisError, type Reply } from "../reply.ts";
import type { CommandTable } from "./command.ts";
import { scan } from "./scan.ts";

export const sortedSetCommands: CommandTable = {
  ZADD: { arity: -4, run: add },
  ZINCRBY: {
    arity: 4,
    run: (keyspace, [key, by, member]) =>
      formatFloat(addScore(openScores(keyspace, key), bytes(member), float(by))),
  },
  ZREM: {
    arity: -3,
    run: (keyspace, [key, ...members]) => removeMembers(keyspace, key, members.map(bytes)),
  },
  ZSCORE: { arity: 3, run: (keyspace, [key, member]) => score(readScores(keyspace, key), member) },
  ZMSCORE: {
    arity: -3,
    run: (keyspace, [key, ...members]) => members.map((member) => score(readScores(keyspace, key), member)),
  },
  ZCARD: { arity: 2, run: (keyspace, [key]) => readScores(keyspace, key).size },
  ZCOUNT: {
    arity: 4,
    run: (keyspace, [key, min, max]) => ranked(keyspace, key).filter(within(min, max)).length,
  },
  ZRANK: { arity: -3, run: (keyspace, [key, member]) => rank(ranked(keyspace, key), member) },
  ZREVRANK: { arity: -3, run: (keyspace, [key, member]) => rank(ranked(keyspace, key).reverse(), member) },
  ZRANGE: {
    arity: -4,
    run: (keyspace, [key, start, stop, ...options]) => range(keyspace, { key, start, stop, options }),
  },
  ZREVRANGE: {
    arity: -4,
    run: (keyspace, [key, start, stop, ...options]) =>
      range(keyspace, { key, start, stop, options: [Buffer.from("REV"), ...options] }),
  },
  ZRANGEBYSCORE: {
    arity: -4,
    run: (keyspace, [key, min, max, ...options]) =>
      range(keyspace, { key, start: min, stop: max, options: [Buffer.from("BYSCORE"), ...options] }),
  },
  ZREVRANGEBYSCORE: {
    arity: -4,
    run: (keyspace, [key, max, min, ...options]) =>
      range(keyspace, {
        key,
        start: max,
        stop: min,
        options: [Buffer.from("BYSCORE"), Buffer.from("REV"), ...options],
      }),
  },
  ZREMRANGEBYSCORE: {
    arity: 4,
    run: (keyspace, [key, min, max]) =>
      removeMembers(
        keyspace,
        key,
        ranked(keyspace, key)
          .filter(within(min, max))
          .map(([member]) => member),
      ),
  },
  ZREMRANGEBYRANK: {
    arity: 4,
    run: (keyspace, [key, start, stop]) =>
      removeMembers(
        keyspace,
        key,
        slice(ranked(keyspace, key), start, stop).map(([member]) => member),
      ),
  },
  ZPOPMIN: { arity: -2, run: (keyspace, [key, count]) => pop(keyspace, key, ranked(keyspace, key), count) },
  ZPOPMAX: {
    arity: -2,
    run: (keyspace, [key, count]) => pop(keyspace, key, ranked(keyspace, key).reverse(), count),
  },
  ZSCAN: {
    arity: -3,
    run(keyspace, [key, cursor, ...options]) {
      const scores = readScores(keyspace, key);
      const show = (member: string) => [buffer(member), formatFloat(scores.get(member) ?? 0)];
      return scan({ all: ranked(keyspace, key).map(([member]) => member), cursor, options, show });
    },
  },
};

type Scores = Map<string, number>;
type Ranked = [member: string, score: number][];

function readScores(keyspace: Keyspace, key: Buffer | undefined): Scores {
  return keyspace.read(bytes(key), "zset") ?? new Map();
}

function openScores(keyspace: Keyspace, key: Buffer | undefined): Scores {
  return keyspace.open(bytes(key), "zset", () => new Map());
}

// Sorted when asked: development data is small, and a write stays O(1).
function ranked(keyspace: Keyspace, key: Buffer | undefined): Ranked {
  return [...readScores(keyspace, key)].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1));
}

function add(keyspace: Keyspace, [key, ...args]: Buffer[]): Reply {
  const flags = new Set<string>();
  while (["NX", "XX", "GT", "LT", "CH", "INCR"].includes(upper(args[0]))) flags.add(upper(args.shift()));
  if (args.length === 0 || args.length % 2 !== 0) syntaxError();
  if (flags.has("NX") && (flags.has("XX") || flags.has("GT") || flags.has("LT"))) {
    throw new RedisError("ERR XX and NX options at the same time are not compatible");
  }
  const entries = args.flatMap((arg, at) =>
    at % 2 === 0 ? [{ by: float(arg), member: bytes(args[at + 1]) }] : [],
  );
  const scores = openScores(keyspace, key);
  let added = 0;
  let changed = 0;
  let last: number | null = null;
  for (const { by, member } of entries) {
    const old = scores.get(member);
    const next = flags.has("INCR") ? (old ?? 0) + by : by;
    const isRefused =
      (flags.has("NX") && old !== undefined) ||
      (flags.has("XX") && old === undefined) ||
      (flags.has("GT") && old !== undefined && next <= old) ||
      (flags.has("LT") && old !== undefined && next >= old);
    last = isRefused ? null : next;
    if (isRefused) continue;
    scores.set(member, next);
    if (old === undefined) added += 1;
    if (old !== next) changed += 1;
  }
  keyspace.prune(bytes(key));
  if (flags.has("INCR")) return last === null ? null : formatFloat(last);
  return flags.has("CH") ? changed : added;
}

function addScore(scores: Scores, member: string, by: number): number {
  const next = (scores.get(member) ?? 0) + by;
  if (Number.isNaN(next)) throw new RedisError("ERR resulting score is not a number (NaN)");
  scores.set(member, next);
  return next;
}

function score(scores: Scores, member: Buffer | undefined): Reply {
  const found = scores.get(bytes(member));
  return found === undefined ? null : formatFloat(found);
}

function rank(members: Ranked, wanted: Buffer | undefined): Reply {
  const at = members.findIndex(([member]) => member === bytes(wanted));
  return at < 0 ? null : at;
}

function range(
  keyspace: Keyspace,
  {
    key,
    start,
    stop,
    options,
  }: { key: Buffer | undefined; start?: Buffer; stop?: Buffer; options: Buffer[] },
): Reply {
  const names = options.map(upper);
  const isReversed = names.includes("REV");
  const members = ranked(keyspace, key);
  let found: Ranked;
  if (names.includes("BYSCORE")) {
    const [min, max] = isReversed ? [stop, start] : [start, stop];
    found = members.filter(within(min, max));
    if (isReversed) found.reverse();
  } else found = slice(isReversed ? members.reverse() : members, start, stop);

  const limit = names.indexOf("LIMIT");
  if (limit >= 0) {
    const offset = integer(options[limit + 1]);
    const count = integer(options[limit + 2]);
    found = count < 0 ? found.slice(offset) : found.slice(offset, offset + count);
  }
  return withScores(found, names.includes("WITHSCORES"));
}

function withScores(members: Ranked, isScored: boolean): Reply {
  return members.flatMap(([member, value]) =>
    isScored ? [buffer(member), formatFloat(value)] : [buffer(member)],
  );
}

function slice(members: Ranked, start: Buffer | undefined, stop: Buffer | undefined): Ranked {
  const found = indexRange(integer(start), integer(stop), members.length);
  return found ? members.slice(found.from, found.to + 1) : [];
}

function within(min: Buffer | undefined, max: Buffer | undefined): (entry: [string, number]) => boolean {
  const low = bound(min);
  const high = bound(max);
  return ([, value]) =>
    (low.isOpen ? value > low.value : value >= low.value) &&
    (high.isOpen ? value < high.value : value <= high.value);
}

function bound(argument: Buffer | undefined): { value: number; isOpen: boolean } {
  const isOpen = argument?.[0] === "(".charCodeAt(0);
  try {
    return { value: float(isOpen ? argument?.subarray(1) : argument), isOpen };
  } catch {
    throw new RedisError("ERR min or max is not a float");
  }
}

function removeMembers(keyspace: Keyspace, key: Buffer | undefined, members: string[]): number {
  const scores = readScores(keyspace, key);
  const removed = members.filter((member) => scores.delete(member)).length;
  keyspace.prune(bytes(key));
  return removed;
}

function pop(keyspace: Keyspace, key: Buffer | undefined, members: Ranked, count: Buffer | undefined): Reply {
  const popped = members.slice(0, count === undefined ? 1 : integer(count));
  removeMembers(
    keyspace,
    key,
    popped.map(([member]) => member),
  );
  return withScores(popped, true);
}
