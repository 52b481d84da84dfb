import type { Database } from "../../_db/client.ts";
import type { KillPoint, Variant } from "./kill-points.ts";

interface Tap {
  pass(point: KillPoint): void;
  variant: Variant;
}

type Point = "the claim" | "an effect's claim" | "the record";

/** The same connection, whose queries pass kill points before and after, and which can break the engine's rule. */
export function tapQueries(sql: Database, { pass, variant }: Tap): Database {
  async function unsafe(text: string) {
    const point = pointOf(text);
    if (point) pass(`before ${point}`);
    const answer = await (point === "an effect's claim" ? claimEffect(sql, variant, text) : sql.unsafe(text));
    if (point) pass(`after ${point}`);
    return answer;
  }
  async function tagged(strings: TemplateStringsArray, ...values: unknown[]) {
    const answer = await sql(strings, ...(values as never[]));
    if (strings.join("").includes("set published_at")) pass("after the mark of publishing");
    return answer;
  }
  return Object.assign(tagged, { unsafe }) as unknown as Database;
}

function pointOf(text: string): Point | null {
  if (text.includes("private.claim_run(")) return "the claim";
  if (!text.includes("private.commit_run(")) return null;
  return text.endsWith(`'{"kind":"claim"}') as answer`) ? "an effect's claim" : "the record";
}

/**
 * marker-first stores the effect as done before it is done; work-first does it before anything of it is stored. The real
 * engine stores that it begins.
 */
async function claimEffect(sql: Database, variant: Variant, text: string): Promise<unknown> {
  if (variant === "work-first") return [{ answer: { status: "ok", job: null } }];
  return sql.unsafe(
    variant === "marker-first" ? text.replaceAll('"status":"running"', '"status":"done"') : text,
  );
}
