import { buffer, bytes, globPattern, integer } from "../arguments.ts";
import type { Keyspace } from "../keyspace.ts";
import { OK, RedisError } from "../reply.ts";
import type { CommandTable } from "./command.ts";
import { setExpiry } from "./expiry.ts";
import { scan } from "./scan.ts";

export const keyCommands: CommandTable = {
  DEL: { arity: -2, run: (keyspace, keys) => keys.filter((key) => keyspace.remove(bytes(key))).length },
  UNLINK: { arity: -2, run: (keyspace, keys) => keys.filter((key) => keyspace.remove(bytes(key))).length },
  EXISTS: { arity: -2, run: (keyspace, keys) => keys.filter((key) => keyspace.entry(bytes(key))).length },
  TOUCH: { arity: -2, run: (keyspace, keys) => keys.filter((key) => keyspace.entry(bytes(key))).length },
  TYPE: { arity: 2, run: (keyspace, [key]) => ({ status: keyspace.entry(bytes(key))?.kind ?? "none" }) },
  EXPIRE: {
    arity: -3,
    run: (keyspace, args) => expire(keyspace, args, keyspace.now() + integer(args[1]) * 1000),
  },
  PEXPIRE: { arity: -3, run: (keyspace, args) => expire(keyspace, args, keyspace.now() + integer(args[1])) },
  EXPIREAT: { arity: -3, run: (keyspace, args) => expire(keyspace, args, integer(args[1]) * 1000) },
  PEXPIREAT: { arity: -3, run: (keyspace, args) => expire(keyspace, args, integer(args[1])) },
  TTL: {
    arity: 2,
    run: (keyspace, [key]) => left(keyspace, key, (at) => Math.ceil((at - keyspace.now()) / 1000)),
  },
  PTTL: { arity: 2, run: (keyspace, [key]) => left(keyspace, key, (at) => at - keyspace.now()) },
  EXPIRETIME: { arity: 2, run: (keyspace, [key]) => left(keyspace, key, (at) => Math.floor(at / 1000)) },
  PEXPIRETIME: { arity: 2, run: (keyspace, [key]) => left(keyspace, key, (at) => at) },
  PERSIST: {
    arity: 2,
    run(keyspace, [key]) {
      const entry = keyspace.entry(bytes(key));
      if (!entry || entry.expiresAt === null) return 0;
      entry.expiresAt = null;
      return 1;
    },
  },
  RENAME: {
    arity: 3,
    run(keyspace, [from, to]) {
      move(keyspace, from, to);
      return OK;
    },
  },
  RENAMENX: {
    arity: 3,
    run(keyspace, [from, to]) {
      if (keyspace.entry(bytes(to))) return 0;
      move(keyspace, from, to);
      return 1;
    },
  },
  KEYS: {
    arity: 2,
    run(keyspace, [pattern]) {
      const wanted = globPattern(bytes(pattern));
      return keyspace
        .keys()
        .filter((key) => wanted.test(key))
        .map(buffer);
    },
  },
  SCAN: {
    arity: -2,
    run(keyspace, [cursor, ...options]) {
      const hasType = (key: string, type: string) => keyspace.entry(key)?.kind === type;
      return scan({ all: keyspace.keys(), cursor, options, hasType, show: (key) => [buffer(key)] });
    },
  },
  RANDOMKEY: {
    arity: 1,
    run(keyspace) {
      const keys = keyspace.keys();
      const key = keys[Math.floor(Math.random() * keys.length)];
      return key === undefined ? null : buffer(key);
    },
  },
  DBSIZE: { arity: 1, run: (keyspace) => keyspace.keys().length },
  FLUSHDB: { arity: -1, run: flush },
  FLUSHALL: { arity: -1, run: flush },
};

function flush(keyspace: Keyspace) {
  keyspace.clear();
  return OK;
}

function expire(keyspace: Keyspace, args: Buffer[], at: number): number {
  const wasSet = setExpiry(keyspace, args, at);
  if (at <= keyspace.now() && wasSet) keyspace.remove(bytes(args[0]));
  return wasSet;
}

function left(keyspace: Keyspace, key: Buffer | undefined, convert: (at: number) => number): number {
  const entry = keyspace.entry(bytes(key));
  if (!entry) return -2;
  return entry.expiresAt === null ? -1 : convert(entry.expiresAt);
}

function move(keyspace: Keyspace, from: Buffer | undefined, to: Buffer | undefined): void {
  const entry = keyspace.entry(bytes(from));
  if (!entry) throw new RedisError("ERR no such key");
  keyspace.remove(bytes(from));
  keyspace.write(bytes(to), entry.kind, entry.value, entry.expiresAt);
}
