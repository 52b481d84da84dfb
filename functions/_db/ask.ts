import type { Database } from "./client.ts";

/**
 * Asks one of our SQL functions in one round trip. With parameters the driver, which may prepare nothing behind a pooler,
 * first asks for their types; so values go along as literals, whose types Postgres takes from the function.
 */
export async function ask(
  sql: Database,
  name: `private.${string}`,
  values: readonly (string | number | null)[],
): Promise<readonly { answer?: unknown }[]> {
  return sql.unsafe(`select ${name}(${values.map(literal).join(", ")}) as answer`);
}

/** Strings conform to the standard (`standard_conforming_strings`, on since 9.1): a quote is the only sign with a meaning. */
export function literal(value: string | number | null): string {
  if (value === null) return "null";
  if (typeof value === "string") return `'${value.replaceAll("'", "''")}'`;
  if (!Number.isFinite(value)) throw new RangeError(`${value} is no number for SQL`);
  return String(value);
}
