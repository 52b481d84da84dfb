import { addIntegers, bigInteger, buffer, bytes, float, formatFloat } from "../arguments.ts";
import type { Keyspace } from "../keyspace.ts";
import { OK, RedisError, type Reply } from "../reply.ts";
import type { CommandTable } from "./command.ts";
import { scan } from "./scan.ts";
import { pairs } from "./strings.ts";

export const hashCommands: CommandTable = {
  HSET: { arity: -4, run: (keyspace, [key, ...fields]) => setFields(keyspace, key, pairs(fields, "hset")) },
  HMSET: {
    arity: -4,
    run(keyspace, [key, ...fields]) {
      setFields(keyspace, key, pairs(fields, "hmset"));
      return OK;
    },
  },
  HSETNX: {
    arity: 4,
    run(keyspace, [key, field, value = Buffer.alloc(0)]) {
      const hash = openHash(keyspace, key);
      if (hash.has(bytes(field))) return 0;
      hash.set(bytes(field), value);
      return 1;
    },
  },
  HGET: { arity: 3, run: (keyspace, [key, field]) => readHash(keyspace, key).get(bytes(field)) ?? null },
  HMGET: {
    arity: -3,
    run(keyspace, [key, ...fields]) {
      const hash = readHash(keyspace, key);
      return fields.map((field) => hash.get(bytes(field)) ?? null);
    },
  },
  HGETALL: {
    arity: 2,
    run: (keyspace, [key]) =>
      [...readHash(keyspace, key)].flatMap(([field, value]) => [buffer(field), value]),
  },
  HKEYS: { arity: 2, run: (keyspace, [key]) => [...readHash(keyspace, key).keys()].map(buffer) },
  HVALS: { arity: 2, run: (keyspace, [key]) => [...readHash(keyspace, key).values()] },
  HLEN: { arity: 2, run: (keyspace, [key]) => readHash(keyspace, key).size },
  HEXISTS: { arity: 3, run: (keyspace, [key, field]) => (readHash(keyspace, key).has(bytes(field)) ? 1 : 0) },
  HSTRLEN: {
    arity: 3,
    run: (keyspace, [key, field]) => readHash(keyspace, key).get(bytes(field))?.length ?? 0,
  },
  HDEL: {
    arity: -3,
    run(keyspace, [key, ...fields]) {
      const hash = readHash(keyspace, key);
      const removed = fields.filter((field) => hash.delete(bytes(field))).length;
      keyspace.prune(bytes(key));
      return removed;
    },
  },
  HINCRBY: {
    arity: 4,
    run: (keyspace, [key, field, by]) =>
      Number(
        changeField(keyspace, [key, field], (old) => {
          if (old && !/^-?\d{1,19}$/.test(old.toString()))
            throw new RedisError("ERR hash value is not an integer");
          return Buffer.from(String(addIntegers(old ? bigInteger(old) : 0n, bigInteger(by))));
        }).toString(),
      ),
  },
  HINCRBYFLOAT: {
    arity: 4,
    run: (keyspace, [key, field, by]) =>
      changeField(keyspace, [key, field], (old) => formatFloat((old ? float(old) : 0) + float(by))),
  },
  HSCAN: {
    arity: -3,
    run(keyspace, [key, cursor, ...options]): Reply {
      const hash = readHash(keyspace, key);
      const show = (field: string) => [buffer(field), hash.get(field) ?? Buffer.alloc(0)];
      return scan({ all: [...hash.keys()], cursor, options, show });
    },
  },
};

function readHash(keyspace: Keyspace, key: Buffer | undefined): Map<string, Buffer> {
  return keyspace.read(bytes(key), "hash") ?? new Map();
}

function openHash(keyspace: Keyspace, key: Buffer | undefined): Map<string, Buffer> {
  return keyspace.open(bytes(key), "hash", () => new Map());
}

function setFields(keyspace: Keyspace, key: Buffer | undefined, fields: Buffer[][]): number {
  const hash = openHash(keyspace, key);
  const before = hash.size;
  for (const [field, value = Buffer.alloc(0)] of fields) hash.set(bytes(field), value);
  return hash.size - before;
}

function changeField(
  keyspace: Keyspace,
  [key, field]: (Buffer | undefined)[],
  change: (old: Buffer | undefined) => Buffer,
): Buffer {
  const value = change(readHash(keyspace, key).get(bytes(field)));
  openHash(keyspace, key).set(bytes(field), value);
  return value;
}
