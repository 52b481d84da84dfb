import { FloyoError, type FloyoErrorCode } from "@floyo/shared/errors.ts";
import type { PostgrestError, SupabaseClient } from "@supabase/supabase-js";
import type { z } from "zod";

/** The database as the person who is signed in: every read and write goes through RLS. */
export type Db = Pick<SupabaseClient, "from" | "rpc">;

/** The same on the server, where the session lives. */
export type ServerDb = SupabaseClient;

/** Parses what came back from PostgREST, or throws a FloyoError whose message may be shown. */
export function parseRows<Row>(
  schema: z.ZodType<Row>,
  answer: { data: unknown; error: PostgrestError | null },
): Row[] {
  return parseAnswer(schema.array(), answer);
}

/** The same for an answer that is one value. */
export function parseAnswer<Value>(
  schema: z.ZodType<Value>,
  answer: { data: unknown; error: PostgrestError | null },
): Value {
  if (answer.error) throw databaseError(answer.error);
  const parsed = schema.safeParse(answer.data);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join(".") ?? "";
    throw new FloyoError("internal", `The database answered in a shape this page does not know (${where}).`, {
      cause: parsed.error,
    });
  }
  return parsed.data;
}

/** Throws when a write was refused. */
export function requireDone(answer: { error: PostgrestError | null }): void {
  if (answer.error) throw databaseError(answer.error);
}

const CODE_OF_SQLSTATE: Record<string, FloyoErrorCode> = {
  "42501": "forbidden",
  "23505": "conflict",
  "40001": "conflict",
  P0001: "invalid_input",
  P0002: "not_found",
  PGRST116: "not_found",
  PGRST301: "unauthorized",
  PGRST302: "unauthorized",
};

function databaseError(error: PostgrestError): FloyoError {
  const code = CODE_OF_SQLSTATE[error.code] ?? (/^2[23]/.test(error.code) ? "invalid_input" : "unavailable");
  const words = code === "unavailable" ? "The database did not answer." : sentence(error.message);
  return new FloyoError(code, error.hint ? `${words} ${sentence(error.hint)}` : words, { cause: error });
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}${/[.!?]$/.test(trimmed) ? "" : "."}`;
}
