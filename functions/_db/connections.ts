import type { PendingQuery, Row } from "postgres";
import { z } from "zod";
import { FloyoError, type FloyoErrorCode } from "../../shared/errors.ts";
import { parseAnswer } from "./answer.ts";
import type { Database } from "./client.ts";

/** Whose command it is: the claims of a verified token, and what the request says of where it comes from. */
export interface Person {
  claims: Readonly<Record<string, unknown>>;
  headers: Readonly<Record<string, string>>;
}

/**
 * One statement in which the database decides as for that person: permissions, session, second factor, fresh proof, and
 * the audit log. `call` stands behind `select`. Throws `FloyoError` with what it refuses; fresh proof is asked for by an
 * issue at `proof`.
 */
async function askAs<Answer>(
  sql: Database,
  { claims, headers }: Person,
  schema: z.ZodType<Answer>,
  call: PendingQuery<Row[]>,
): Promise<Answer> {
  // The claims are set before the call is made: its row comes from theirs.
  const rows = await sql`
    with person as materialized (
      select
        set_config('request.jwt.claims', ${JSON.stringify(claims)}, true),
        set_config('request.headers', ${JSON.stringify(headers)}, true)
    )
    select ${call} as answer from person`.catch((cause: unknown) => {
    throw refusalOf(cause);
  });
  return parseAnswer(schema, rows);
}

const CODE_OF_SQLSTATE: Readonly<Record<string, FloyoErrorCode>> = {
  "42501": "forbidden",
  "22023": "invalid_input",
  P0001: "invalid_input",
  "23505": "conflict",
};

function refusalOf(cause: unknown): unknown {
  const { code = "", message = "", hint, detail } = cause as Record<string, string | undefined>;
  const meant = detail === "not_found" ? "not_found" : CODE_OF_SQLSTATE[code];
  if (meant === undefined) return cause;
  const issues = detail === "step_up" ? [{ path: "proof", message: "step_up" }] : undefined;
  return new FloyoError(meant, hint ? `${message}; ${hint}` : message, {
    cause,
    ...(issues ? { issues } : {}),
  });
}

/** The organisation's wrapped data key; `made` is kept where there was none, null only asks. */
export function keepOrganisationKey(
  sql: Database,
  person: Person,
  { orgId, made }: { orgId: string; made: object | null },
): Promise<unknown> {
  const call = sql`private.keep_organisation_key(${orgId}, ${textOf(made)}::text::jsonb)`;
  return askAs(sql, person, z.unknown(), call);
}

export async function addConnection(
  sql: Database,
  person: Person,
  row: { id: string; orgId: string; connector: string; name: string; envelope: object; needsSignIn: boolean },
): Promise<void> {
  const { id, orgId, connector, name, needsSignIn } = row;
  const envelope = textOf(row.envelope);
  const call = sql`
    private.add_connection(${id}, ${orgId}, ${connector}, ${name}, ${envelope}::text::jsonb, ${needsSignIn})`;
  await askAs(sql, person, z.uuid(), call);
}

/** A connection that the person may change, sealed. */
export function takeSealedConnection(sql: Database, person: Person, id: string): Promise<unknown> {
  return askAs(sql, person, z.unknown(), sql`private.take_sealed_connection(${id})`);
}

/** false: somebody else replaced it first. */
export function replaceSecret(
  sql: Database,
  person: Person,
  next: { id: string; version: number; envelope: object; signIn: "none" | "needed" | "done" },
): Promise<boolean> {
  const { id, version, signIn } = next;
  const call = sql`private.replace_secret(${id}, ${version}, ${textOf(next.envelope)}::text::jsonb, ${signIn})`;
  return askAs(sql, person, z.boolean(), call);
}

export function beginSignIn(
  sql: Database,
  person: Person,
  { id, state, verifier }: { id: string; state: string; verifier: string },
): Promise<unknown> {
  return askAs(sql, person, z.unknown(), sql`private.begin_sign_in(${id}, ${state}, ${verifier})`);
}

/** The connection that this person began to sign in, with its verifier; null: none, over, or used. */
export function endSignIn(sql: Database, person: Person, state: string): Promise<unknown> {
  return askAs(sql, person, z.unknown(), sql`private.end_sign_in(${state})`);
}

function textOf(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
