import { buffer, bytes, integer } from "../arguments.ts";
import type { Keyspace } from "../keyspace.ts";
import { RedisError, type Reply } from "../reply.ts";
import type { CommandTable } from "./command.ts";
import { scan } from "./scan.ts";

export const setCommands: CommandTable = {
  SADD: {
    arity: -3,
    run(keyspace, [key, ...members]) {
      const set = keyspace.open(bytes(key), "set", () => new Set());
      const before = set.size;
      for (const member of members) set.add(bytes(member));
      return set.size - before;
    },
  },
  SREM: {
    arity: -3,
    run(keyspace, [key, ...members]) {
      const set = readSet(keyspace, key);
      const removed = members.filter((member) => set.delete(bytes(member))).length;
      keyspace.prune(bytes(key));
      return removed;
    },
  },
  SMEMBERS: { arity: 2, run: (keyspace, [key]) => [...readSet(keyspace, key)].map(buffer) },
  SISMEMBER: {
    arity: 3,
    run: (keyspace, [key, member]) => (readSet(keyspace, key).has(bytes(member)) ? 1 : 0),
  },
  SMISMEMBER: {
    arity: -3,
    run(keyspace, [key, ...members]) {
      const set = readSet(keyspace, key);
      return members.map((member) => (set.has(bytes(member)) ? 1 : 0));
    },
  },
  SCARD: { arity: 2, run: (keyspace, [key]) => readSet(keyspace, key).size },
  SPOP: { arity: -2, run: (keyspace, [key, count]) => pick(keyspace, { key, count, isRemoved: true }) },
  SRANDMEMBER: {
    arity: -2,
    run: (keyspace, [key, count]) => pick(keyspace, { key, count, isRemoved: false }),
  },
  SMOVE: {
    arity: 4,
    run(keyspace, [from, to, member]) {
      if (!readSet(keyspace, from).delete(bytes(member))) return 0;
      keyspace.prune(bytes(from));
      keyspace.open(bytes(to), "set", () => new Set()).add(bytes(member));
      return 1;
    },
  },
  SINTER: { arity: -2, run: (keyspace, keys) => [...combine(keyspace, keys, intersection)].map(buffer) },
  SUNION: { arity: -2, run: (keyspace, keys) => [...combine(keyspace, keys, union)].map(buffer) },
  SDIFF: { arity: -2, run: (keyspace, keys) => [...combine(keyspace, keys, difference)].map(buffer) },
  SINTERSTORE: {
    arity: -3,
    run: (keyspace, [to, ...keys]) => store(keyspace, to, combine(keyspace, keys, intersection)),
  },
  SUNIONSTORE: {
    arity: -3,
    run: (keyspace, [to, ...keys]) => store(keyspace, to, combine(keyspace, keys, union)),
  },
  SDIFFSTORE: {
    arity: -3,
    run: (keyspace, [to, ...keys]) => store(keyspace, to, combine(keyspace, keys, difference)),
  },
  SSCAN: {
    arity: -3,
    run: (keyspace, [key, cursor, ...options]) =>
      scan({ all: [...readSet(keyspace, key)], cursor, options, show: (member) => [buffer(member)] }),
  },
};

type Members = Set<string>;

const intersection = (a: Members, b: Members): Members => new Set([...a].filter((member) => b.has(member)));
const union = (a: Members, b: Members): Members => new Set([...a, ...b]);
const difference = (a: Members, b: Members): Members => new Set([...a].filter((member) => !b.has(member)));

function readSet(keyspace: Keyspace, key: Buffer | undefined): Members {
  return keyspace.read(bytes(key), "set") ?? new Set();
}

function combine(keyspace: Keyspace, keys: Buffer[], join: (a: Members, b: Members) => Members): Members {
  return keys.map((key) => readSet(keyspace, key)).reduce(join);
}

function store(keyspace: Keyspace, to: Buffer | undefined, members: Members): number {
  keyspace.remove(bytes(to));
  if (members.size > 0) keyspace.write(bytes(to), "set", new Set(members), null);
  return members.size;
}

function pick(
  keyspace: Keyspace,
  { key, count, isRemoved }: { key: Buffer | undefined; count: Buffer | undefined; isRemoved: boolean },
): Reply {
  const set = readSet(keyspace, key);
  const wanted = count === undefined ? 1 : integer(count);
  if (wanted < 0 && isRemoved) throw new RedisError("ERR value is out of range, must be positive");
  const members = [...set];
  const picked: string[] = [];
  for (let at = 0; at < Math.abs(wanted) && members.length > 0; at += 1) {
    const index = Math.floor(Math.random() * members.length);
    // A negative count of SRANDMEMBER may name a member twice.
    picked.push(...(wanted < 0 ? members.slice(index, index + 1) : members.splice(index, 1)));
  }
  if (isRemoved) {
    for (const member of picked) set.delete(member);
    keyspace.prune(bytes(key));
  }
  if (count === undefined) return picked[0] === undefined ? null : buffer(picked[0]);
  return picked.map(buffer);
}
