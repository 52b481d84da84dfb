import type { TransactionSql } from "postgres";
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
 * A transaction in which the database decides as for that person: permissions, session, second factor, fresh proof, and
 * the audit log. Throws `FloyoError` with what it refuses; fresh proof is asked for by an issue at `proof`.
 */
export async function asPerson<Answer>(
  sql: Database,
  { claims, headers }: Person,
  work: (transaction: TransactionSql) => Promise<Answer>,
): Promise<Answer> {
  const answer = sql.begin(async (transaction) => {
    await transaction`
      select
        set_config('request.jwt.claims', ${JSON.stringify(claims)}, true),
        set_config('request.headers', ${JSON.stringify(headers)}, true)`;
    return work(transaction);
  });
  return (await answer.catch((cause: unknown) => {
    throw refusalOf(cause);
  })) as Answer;
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
export async function keepOrganisationKey(
  sql: TransactionSql,
  orgId: string,
  made: object | null,
): Promise<unknown> {
  return parseAnswer(
    z.unknown(),
    await sql`select private.keep_organisation_key(${orgId}, ${textOf(made)}::text::jsonb) as answer`,
  );
}

export async function addConnection(
  sql: TransactionSql,
  row: { id: string; orgId: string; connector: string; name: string; envelope: object; needsSignIn: boolean },
): Promise<void> {
  await sql`
    select private.add_connection(
      ${row.id}, ${row.orgId}, ${row.connector}, ${row.name}, ${textOf(row.envelope)}::text::jsonb, ${row.needsSignIn}
    )`;
}

/** A connection that the person may change, sealed. */
export async function takeSealedConnection(sql: TransactionSql, id: string): Promise<unknown> {
  return parseAnswer(z.unknown(), await sql`select private.take_sealed_connection(${id}) as answer`);
}

/** false: somebody else replaced it first. */
export async function replaceSecret(
  sql: TransactionSql,
  next: { id: string; version: number; envelope: object; signIn: "none" | "needed" | "done" },
): Promise<boolean> {
  const envelope = textOf(next.envelope);
  return parseAnswer(
    z.boolean(),
    await sql`
      select private.replace_secret(${next.id}, ${next.version}, ${envelope}::text::jsonb, ${next.signIn}) as answer`,
  );
}

export async function beginSignIn(
  sql: TransactionSql,
  { id, state, verifier }: { id: string; state: string; verifier: string },
): Promise<unknown> {
  return parseAnswer(
    z.unknown(),
    await sql`select private.begin_sign_in(${id}, ${state}, ${verifier}) as answer`,
  );
}

/** The connection that this person began to sign in, with its verifier; null: none, over, or used. */
export async function endSignIn(sql: TransactionSql, state: string): Promise<unknown> {
  return parseAnswer(z.unknown(), await sql`select private.end_sign_in(${state}) as answer`);
}

function textOf(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
