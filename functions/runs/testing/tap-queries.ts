import type { Database } from "../../_db/client.ts";
import type { KillPoint, Variant } from "./kill-points.ts";

interface Tap {
  pass(point: KillPoint): void;
  variant: Variant;
}

type Point = "the claim" | "an effect's claim" | "the record";

/** The same connection, whose queries pass kill points before and after, and which can break the engine's rule. */
export function tapQueries(sql: Database, { pass, variant }: Tap): Database {
  const tapped = async (strings: TemplateStringsArray, ...values: unknown[]) => {
    const text = strings.join("?");
    const point = pointOf(text, values);
    if (point) pass(`before ${point}`);
    const answer = await (point === "an effect's claim"
      ? claimEffect(sql, variant, strings, values)
      : sql(strings, ...(values as never[])));
    if (point) pass(`after ${point}`);
    if (text.includes("set published_at")) pass("after the mark of publishing");
    return answer;
  };
  return tapped as unknown as Database;
}

function pointOf(text: string, values: readonly unknown[]): Point | null {
  if (text.includes("private.claim_run(")) return "the claim";
  if (!text.includes("private.commit_run(")) return null;
  return JSON.parse(String(values[5])).kind === "claim" ? "an effect's claim" : "the record";
}

/**
 * marker-first stores the effect as done before it is done; work-first does it before anything of it is stored. The real
 * engine stores that it begins.
 */
async function claimEffect(
  sql: Database,
  variant: Variant,
  strings: TemplateStringsArray,
  values: readonly unknown[],
): Promise<unknown> {
  if (variant === "work-first") return [{ answer: { status: "ok", job: null } }];
  const given = [...values];
  if (variant === "marker-first")
    given[4] = String(given[4]).replaceAll('"status":"running"', '"status":"done"');
  return sql(strings, ...(given as never[]));
}
