import type { ByteString } from "./keyspace.ts";
import { RedisError } from "./reply.ts";

const INT64_MAX = 9_223_372_036_854_775_807n;
const INT64_MIN = -9_223_372_036_854_775_808n;

export function bytes(argument: Buffer | undefined): ByteString {
  return (argument ?? syntaxError()).toString("latin1");
}

export function buffer(value: ByteString): Buffer {
  return Buffer.from(value, "latin1");
}

export function upper(argument: Buffer | undefined): string {
  return bytes(argument).toUpperCase();
}

export function syntaxError(): never {
  throw new RedisError("ERR syntax error");
}

/** A 64-bit whole number; the error's text is Redis's. */
export function bigInteger(argument: Buffer | undefined): bigint {
  const text = argument?.toString("latin1") ?? "";
  if (/^(0|-?[1-9]\d{0,18})$/.test(text)) {
    const value = BigInt(text);
    if (value >= INT64_MIN && value <= INT64_MAX) return value;
  }
  throw new RedisError("ERR value is not an integer or out of range");
}

export function integer(argument: Buffer | undefined): number {
  return Number(bigInteger(argument));
}

export function addIntegers(a: bigint, b: bigint): bigint {
  const sum = a + b;
  if (sum > INT64_MAX || sum < INT64_MIN) throw new RedisError("ERR increment or decrement would overflow");
  return sum;
}

export function float(argument: Buffer | undefined): number {
  const text = argument?.toString("latin1").toLowerCase() ?? "";
  if (/^[+-]?inf(inity)?$/.test(text))
    return text.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(text))
    throw new RedisError("ERR value is not a valid float");
  return Number(text);
}

export function formatFloat(value: number): Buffer {
  if (value === Number.POSITIVE_INFINITY) return Buffer.from("inf");
  if (value === Number.NEGATIVE_INFINITY) return Buffer.from("-inf");
  return Buffer.from(String(value));
}

/** Index range as in LRANGE: negative from the end, both ends included. Null when it is empty. */
export function indexRange(start: number, stop: number, length: number): { from: number; to: number } | null {
  const from = Math.max(0, start < 0 ? length + start : start);
  const to = Math.min(length - 1, stop < 0 ? length + stop : stop);
  return from > to || from >= length ? null : { from, to };
}

/** Redis's glob: `*`, `?`, `[abc]`, `[^a]`, `[a-z]` and backslash escapes. */
export function globPattern(pattern: ByteString): RegExp {
  let source = "";
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at] ?? "";
    if (char === "*") source += "[^]*";
    else if (char === "?") source += "[^]";
    else if (char === "[" && pattern.indexOf("]", at + 1) > 0) {
      const end = pattern.indexOf("]", at + 1);
      const inner = pattern.slice(at + 1, end).replaceAll("\\", "\\\\");
      source += `[${inner}]`;
      at = end;
    } else if (char === "\\" && at + 1 < pattern.length) {
      at += 1;
      source += escaped(pattern[at] ?? "");
    } else source += escaped(char);
  }
  return new RegExp(`^${source}$`);
}

function escaped(char: string): string {
  return char.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
