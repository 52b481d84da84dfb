import { RedisError } from "./reply.ts";

/** Members, fields and keys are byte strings; as JavaScript strings they hold one byte per character. */
export type ByteString = string;

export interface Values {
  string: Buffer;
  hash: Map<ByteString, Buffer>;
  set: Set<ByteString>;
  zset: Map<ByteString, number>;
  list: Buffer[];
}

export type Kind = keyof Values;

type Entry = { [K in Kind]: { kind: K; value: Values[K]; expiresAt: number | null } }[Kind];

// A look at all keys every so many writes keeps what expired from piling up without a timer.
const SWEEP_EVERY_WRITES = 4096;

/** All keys of the in-process Redis. What has expired is gone for whoever asks. */
export interface Keyspace {
  now(): number;
  entry(key: ByteString): Entry | undefined;
  /** The value of this kind, or undefined; throws WRONGTYPE for another kind. */
  read<K extends Kind>(key: ByteString, kind: K): Values[K] | undefined;
  /** The value of this kind, made when absent. */
  open<K extends Kind>(key: ByteString, kind: K, empty: () => Values[K]): Values[K];
  write<K extends Kind>(key: ByteString, kind: K, value: Values[K], expiresAt: number | null): void;
  /** Drops a hash, set, sorted set or list that has become empty. */
  prune(key: ByteString): void;
  remove(key: ByteString): boolean;
  keys(): ByteString[];
  clear(): void;
}

export function createKeyspace(now: () => number): Keyspace {
  const entries = new Map<ByteString, Entry>();
  let writes = 0;

  const entry = (key: ByteString): Entry | undefined => {
    const found = entries.get(key);
    if (!found || found.expiresAt === null || found.expiresAt > now()) return found;
    entries.delete(key);
    return undefined;
  };

  const sweep = () => {
    writes += 1;
    if (writes % SWEEP_EVERY_WRITES === 0) for (const key of entries.keys()) entry(key);
  };

  const read = <K extends Kind>(key: ByteString, kind: K): Values[K] | undefined => {
    const found = entry(key);
    if (!found) return undefined;
    if (found.kind !== kind) {
      throw new RedisError("WRONGTYPE Operation against a key holding the wrong kind of value");
    }
    return typedValue(found, kind);
  };

  const write = <K extends Kind>(key: ByteString, kind: K, value: Values[K], expiresAt: number | null) => {
    sweep();
    entries.set(key, { kind, value, expiresAt } as Entry);
  };

  return {
    now,
    entry,
    read,
    write,
    open(key, kind, empty) {
      const found = read(key, kind);
      if (found) return found;
      const value = empty();
      write(key, kind, value, null);
      return value;
    },
    prune(key) {
      const found = entry(key);
      if (!found || found.kind === "string") return;
      const size = found.kind === "list" ? found.value.length : found.value.size;
      if (size === 0) entries.delete(key);
    },
    remove: (key) => entry(key) !== undefined && entries.delete(key),
    keys: () => [...entries.keys()].filter((key) => entry(key) !== undefined),
    clear: () => entries.clear(),
  };
}

/** Safe because an entry's kind and value are only ever written together. */
function typedValue<K extends Kind>(found: Entry, _kind: K): Values[K] {
  return found.value as Values[K];
}
