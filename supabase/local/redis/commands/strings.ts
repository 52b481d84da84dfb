import {
  addIntegers,
  bigInteger,
  bytes,
  float,
  formatFloat,
  indexRange,
  integer,
  syntaxError,
  upper,
} from "../arguments.ts";
import type { Keyspace } from "../keyspace.ts";
import { OK, RedisError, type Reply } from "../reply.ts";
import type { CommandTable } from "./command.ts";
import { expiryMoment } from "./expiry.ts";

export const stringCommands: CommandTable = {
  GET: { arity: 2, run: (keyspace, [key]) => keyspace.read(bytes(key), "string") ?? null },
  SET: { arity: -3, run: set },
  SETNX: { arity: 3, run: (keyspace, [key, value]) => (setIfAbsent(keyspace, [[key, value]]) ? 1 : 0) },
  SETEX: {
    arity: 4,
    run: (keyspace, [key = EMPTY, seconds = EMPTY, value = EMPTY]) =>
      setUntil(keyspace, { key, value, unit: "EX", amount: seconds, command: "setex" }),
  },
  PSETEX: {
    arity: 4,
    run: (keyspace, [key = EMPTY, ms = EMPTY, value = EMPTY]) =>
      setUntil(keyspace, { key, value, unit: "PX", amount: ms, command: "psetex" }),
  },
  GETSET: {
    arity: 3,
    run(keyspace, [key, value = EMPTY]) {
      const old = keyspace.read(bytes(key), "string") ?? null;
      keyspace.write(bytes(key), "string", value, null);
      return old;
    },
  },
  GETDEL: {
    arity: 2,
    run(keyspace, [key]) {
      const old = keyspace.read(bytes(key), "string") ?? null;
      keyspace.remove(bytes(key));
      return old;
    },
  },
  GETEX: { arity: -2, run: getAndExpire },
  MGET: {
    arity: -2,
    run: (keyspace, keys) =>
      keys.map((key) => {
        const entry = keyspace.entry(bytes(key));
        return entry?.kind === "string" ? entry.value : null;
      }),
  },
  MSET: {
    arity: -3,
    run(keyspace, args) {
      for (const [key, value] of pairs(args, "mset"))
        keyspace.write(bytes(key), "string", value ?? EMPTY, null);
      return OK;
    },
  },
  MSETNX: { arity: -3, run: (keyspace, args) => (setIfAbsent(keyspace, pairs(args, "msetnx")) ? 1 : 0) },
  APPEND: {
    arity: 3,
    run: (keyspace, [key, more = EMPTY]) =>
      replace(keyspace, key, (old) => Buffer.concat([old ?? EMPTY, more])).length,
  },
  STRLEN: { arity: 2, run: (keyspace, [key]) => keyspace.read(bytes(key), "string")?.length ?? 0 },
  GETRANGE: {
    arity: 4,
    run(keyspace, [key, start, stop]) {
      const value = keyspace.read(bytes(key), "string") ?? EMPTY;
      const range = indexRange(integer(start), integer(stop), value.length);
      return range ? value.subarray(range.from, range.to + 1) : EMPTY;
    },
  },
  SETRANGE: {
    arity: 4,
    run(keyspace, [key, offset, more = EMPTY]) {
      const at = integer(offset);
      if (at < 0) throw new RedisError("ERR offset is out of range");
      return replace(keyspace, key, (old = EMPTY) => {
        const grown = Buffer.alloc(Math.max(old.length, more.length > 0 ? at + more.length : 0));
        old.copy(grown);
        more.copy(grown, at);
        return grown;
      }).length;
    },
  },
  INCR: { arity: 2, run: (keyspace, [key]) => increment(keyspace, key, 1n) },
  DECR: { arity: 2, run: (keyspace, [key]) => increment(keyspace, key, -1n) },
  INCRBY: { arity: 3, run: (keyspace, [key, by]) => increment(keyspace, key, bigInteger(by)) },
  DECRBY: { arity: 3, run: (keyspace, [key, by]) => increment(keyspace, key, -bigInteger(by)) },
  INCRBYFLOAT: {
    arity: 3,
    run: (keyspace, [key, by]) =>
      replace(keyspace, key, (old) => formatFloat((old ? float(old) : 0) + float(by))),
  },
};

const EMPTY = Buffer.alloc(0);

function set(keyspace: Keyspace, [keyArgument, value = EMPTY, ...options]: Buffer[]): Reply {
  const key = bytes(keyArgument);
  let expiresAt: number | null = null;
  let condition: "NX" | "XX" | null = null;
  let returnsOld = false;
  for (let at = 0; at < options.length; at += 1) {
    const option = upper(options[at]);
    const moment = expiryMoment(keyspace, { unit: option, amount: options[at + 1], command: "set" });
    if (moment !== undefined) {
      expiresAt = moment;
      at += 1;
    } else if (option === "NX" || option === "XX") condition = option;
    else if (option === "GET") returnsOld = true;
    else if (option === "KEEPTTL") expiresAt = keyspace.entry(key)?.expiresAt ?? null;
    else syntaxError();
  }
  const old = returnsOld ? (keyspace.read(key, "string") ?? null) : null;
  const exists = keyspace.entry(key) !== undefined;
  if ((condition === "NX" && exists) || (condition === "XX" && !exists)) return old;
  keyspace.write(key, "string", value, expiresAt);
  return returnsOld ? old : OK;
}

function setUntil(
  keyspace: Keyspace,
  { key, value, ...expiry }: { key: Buffer; value: Buffer; unit: string; amount: Buffer; command: string },
): Reply {
  keyspace.write(bytes(key), "string", value, expiryMoment(keyspace, expiry) ?? null);
  return OK;
}

function setIfAbsent(keyspace: Keyspace, entries: (Buffer | undefined)[][]): boolean {
  if (entries.some(([key]) => keyspace.entry(bytes(key)))) return false;
  for (const [key, value = EMPTY] of entries) keyspace.write(bytes(key), "string", value, null);
  return true;
}

function getAndExpire(keyspace: Keyspace, [key, option, amount]: Buffer[]): Reply {
  const value = keyspace.read(bytes(key), "string");
  const entry = keyspace.entry(bytes(key));
  if (!value || !entry) return null;
  if (option === undefined) return value;
  if (upper(option) === "PERSIST") entry.expiresAt = null;
  else
    entry.expiresAt =
      expiryMoment(keyspace, { unit: upper(option), amount, command: "getex" }) ?? syntaxError();
  return value;
}

function increment(keyspace: Keyspace, key: Buffer | undefined, by: bigint): number {
  const written = replace(keyspace, key, (old) =>
    Buffer.from(String(addIntegers(old ? bigInteger(old) : 0n, by))),
  );
  return Number(written.toString());
}

/** Puts a new string in the place of the old one; the expiry stays. */
function replace(
  keyspace: Keyspace,
  keyArgument: Buffer | undefined,
  change: (old: Buffer | undefined) => Buffer,
): Buffer {
  const key = bytes(keyArgument);
  const value = change(keyspace.read(key, "string"));
  keyspace.write(key, "string", value, keyspace.entry(key)?.expiresAt ?? null);
  return value;
}

export function pairs(args: Buffer[], command: string): Buffer[][] {
  if (args.length % 2 !== 0) throw new RedisError(`ERR wrong number of arguments for '${command}' command`);
  return args.flatMap((arg, at) => (at % 2 === 0 ? [[arg, args[at + 1] ?? EMPTY]] : []));
}
