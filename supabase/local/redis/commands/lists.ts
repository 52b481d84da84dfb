import { bytes, indexRange, integer, syntaxError, upper } from "../arguments.ts";
import type { Keyspace } from "../keyspace.ts";
import { OK, RedisError, type Reply } from "../reply.ts";
import type { CommandTable } from "./command.ts";

export const listCommands: CommandTable = {
  LPUSH: {
    arity: -3,
    run: (keyspace, [key, ...items]) => openList(keyspace, key).unshift(...items.reverse()),
  },
  RPUSH: { arity: -3, run: (keyspace, [key, ...items]) => openList(keyspace, key).push(...items) },
  LPUSHX: {
    arity: -3,
    run: (keyspace, [key, ...items]) =>
      keyspace.read(bytes(key), "list") ? openList(keyspace, key).unshift(...items.reverse()) : 0,
  },
  RPUSHX: {
    arity: -3,
    run: (keyspace, [key, ...items]) =>
      keyspace.read(bytes(key), "list") ? openList(keyspace, key).push(...items) : 0,
  },
  LPOP: { arity: -2, run: (keyspace, [key, count]) => pop(keyspace, { key, count, side: "LEFT" }) },
  RPOP: { arity: -2, run: (keyspace, [key, count]) => pop(keyspace, { key, count, side: "RIGHT" }) },
  LLEN: { arity: 2, run: (keyspace, [key]) => readList(keyspace, key).length },
  LRANGE: {
    arity: 4,
    run(keyspace, [key, start, stop]) {
      const list = readList(keyspace, key);
      const range = indexRange(integer(start), integer(stop), list.length);
      return range ? list.slice(range.from, range.to + 1) : [];
    },
  },
  LINDEX: { arity: 3, run: (keyspace, [key, index]) => readList(keyspace, key).at(integer(index)) ?? null },
  LSET: {
    arity: 4,
    run(keyspace, [key, index, item = Buffer.alloc(0)]) {
      const list = keyspace.read(bytes(key), "list");
      if (!list) throw new RedisError("ERR no such key");
      const at = integer(index) < 0 ? list.length + integer(index) : integer(index);
      if (at < 0 || at >= list.length) throw new RedisError("ERR index out of range");
      list[at] = item;
      return OK;
    },
  },
  LTRIM: {
    arity: 4,
    run(keyspace, [key, start, stop]) {
      const list = readList(keyspace, key);
      const range = indexRange(integer(start), integer(stop), list.length);
      list.splice(0, list.length, ...(range ? list.slice(range.from, range.to + 1) : []));
      keyspace.prune(bytes(key));
      return OK;
    },
  },
  LREM: { arity: 4, run: removeItems },
  LINSERT: {
    arity: 5,
    run(keyspace, [key, where, pivot = Buffer.alloc(0), item = Buffer.alloc(0)]) {
      const list = readList(keyspace, key);
      if (list.length === 0) return 0;
      const at = list.findIndex((each) => each.equals(pivot));
      if (at < 0) return -1;
      if (upper(where) !== "BEFORE" && upper(where) !== "AFTER") syntaxError();
      list.splice(upper(where) === "BEFORE" ? at : at + 1, 0, item);
      return list.length;
    },
  },
  LMOVE: {
    arity: 5,
    run: (keyspace, [from, to, take, put]) =>
      move(keyspace, { from, to, take: upper(take), put: upper(put) }),
  },
  RPOPLPUSH: {
    arity: 3,
    run: (keyspace, [from, to]) => move(keyspace, { from, to, take: "RIGHT", put: "LEFT" }),
  },
};

function readList(keyspace: Keyspace, key: Buffer | undefined): Buffer[] {
  return keyspace.read(bytes(key), "list") ?? [];
}

function openList(keyspace: Keyspace, key: Buffer | undefined): Buffer[] {
  return keyspace.open(bytes(key), "list", () => []);
}

function pop(
  keyspace: Keyspace,
  { key, count, side }: { key: Buffer | undefined; count: Buffer | undefined; side: "LEFT" | "RIGHT" },
): Reply {
  const list = keyspace.read(bytes(key), "list");
  const wanted = count === undefined ? 1 : integer(count);
  if (wanted < 0) throw new RedisError("ERR value is out of range, must be positive");
  if (!list) return null;
  const items =
    side === "LEFT" ? list.splice(0, wanted) : list.splice(-wanted || list.length, wanted).reverse();
  keyspace.prune(bytes(key));
  return count === undefined ? (items[0] ?? null) : items;
}

function move(
  keyspace: Keyspace,
  { from, to, take, put }: { from: Buffer | undefined; to: Buffer | undefined; take: string; put: string },
): Reply {
  if ([take, put].some((side) => side !== "LEFT" && side !== "RIGHT")) syntaxError();
  const source = keyspace.read(bytes(from), "list");
  if (!source) return null;
  const target = openList(keyspace, to);
  const item = (take === "LEFT" ? source.shift() : source.pop()) ?? null;
  if (item) target[put === "LEFT" ? "unshift" : "push"](item);
  keyspace.prune(bytes(from));
  return item;
}

function removeItems(keyspace: Keyspace, [key, countArgument, item = Buffer.alloc(0)]: Buffer[]): Reply {
  const list = readList(keyspace, key);
  const count = integer(countArgument);
  let left = count === 0 ? list.length : Math.abs(count);
  const order = count < 0 ? [...list.keys()].reverse() : [...list.keys()];
  const gone = new Set(order.filter((at) => list[at]?.equals(item) && left-- > 0));
  list.splice(0, list.length, ...list.filter((_, at) => !gone.has(at)));
  keyspace.prune(bytes(key));
  return gone.size;
}
