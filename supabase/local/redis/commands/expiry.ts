import { integer, syntaxError, upper } from "../arguments.ts";
import type { Keyspace } from "../keyspace.ts";
import { RedisError } from "../reply.ts";

/** The moment that `EX 10`, `PX`, `EXAT` or `PXAT` name, in epoch milliseconds; undefined when `unit` is none of them. */
export function expiryMoment(
  keyspace: Keyspace,
  { unit, amount, command }: { unit: string; amount: Buffer | undefined; command: string },
): number | undefined {
  const toMs: Record<string, (value: number) => number> = {
    EX: (value) => keyspace.now() + value * 1000,
    PX: (value) => keyspace.now() + value,
    EXAT: (value) => value * 1000,
    PXAT: (value) => value,
  };
  const convert = Object.hasOwn(toMs, unit) ? toMs[unit] : undefined;
  if (!convert) return undefined;
  if (amount === undefined) syntaxError();
  const value = integer(amount);
  if (value <= 0) throw new RedisError(`ERR invalid expire time in '${command}' command`);
  return convert(value);
}

/** EXPIRE and its kin: 1 when the expiry was set, 0 when there is no key or the condition does not hold. */
export function setExpiry(keyspace: Keyspace, args: Buffer[], at: number): number {
  const entry = keyspace.entry(args[0]?.toString("latin1") ?? "");
  if (!entry) return 0;
  const current = entry.expiresAt;
  for (const condition of args.slice(2).map(upper)) {
    if (condition === "NX" && current !== null) return 0;
    if (condition === "XX" && current === null) return 0;
    if (condition === "GT" && at <= (current ?? Number.POSITIVE_INFINITY)) return 0;
    if (condition === "LT" && at >= (current ?? Number.POSITIVE_INFINITY)) return 0;
    if (!["NX", "XX", "GT", "LT"].includes(condition))
      throw new RedisError(`ERR Unsupported option ${condition}`);
  }
  entry.expiresAt = at;
  return 1;
}
