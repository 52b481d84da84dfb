import type postgres from "postgres";
import type { Claims } from "../gateway/tokens.ts";

export type Extension = "broadcast" | "presence";

export interface Subject {
  claims: Claims;
  /** Headers of the request that opened the connection; policies may read them. */
  headers: Record<string, string>;
}

/** What the policies on realtime.messages say of one person and one topic. */
export interface Authorizer {
  /** Which of the extensions' messages may be read. */
  readable(subject: Subject, topic: string, extensions: Extension[]): Promise<Extension[]>;
  canWrite(subject: Subject, topic: string, extension: Extension): Promise<boolean>;
}

const REFUSED = "42501";
const UNDO = Symbol("undo");

/**
 * Asks Postgres itself, in transactions that are always undone: rows are written as the owner and read back as
 * the person, or written as the person. `sql` signs in as the owner of realtime.messages.
 */
export function newAuthorizer(sql: postgres.Sql): Authorizer {
  return {
    async readable(subject, topic, extensions) {
      return undone(sql, async (transaction) => {
        const probes = await transaction<{ id: string }[]>`
          insert into realtime.messages ${transaction(
            extensions.map((extension) => ({ topic, extension, private: true })),
          )} returning id`;
        await become(transaction, subject, topic);
        try {
          const seen = await transaction<{ extension: Extension }[]>`
            select extension from realtime.messages where id = any (${probes.map(({ id }) => id)}::uuid[])`;
          return seen.map(({ extension }) => extension);
        } catch (error) {
          if (isRefusal(error)) return [];
          throw error;
        }
      });
    },
    async canWrite(subject, topic, extension) {
      return undone(sql, async (transaction) => {
        await become(transaction, subject, topic);
        try {
          await transaction`
            insert into realtime.messages (topic, extension, private) values (${topic}, ${extension}, true)`;
          return true;
        } catch (error) {
          if (isRefusal(error)) return false;
          throw error;
        }
      });
    },
  };
}

async function become(transaction: postgres.TransactionSql, subject: Subject, topic: string): Promise<void> {
  const { claims, headers } = subject;
  await transaction`
    select
      set_config('statement_timeout', '5s', true),
      set_config('realtime.topic', ${topic}, true),
      set_config('request.headers', ${JSON.stringify(headers)}, true),
      set_config('request.jwt.claims', ${JSON.stringify(claims)}, true),
      set_config('request.jwt.claim.sub', ${claims.sub ?? ""}, true),
      set_config('request.jwt.claim.role', ${claims.role}, true),
      set_config('role', ${claims.role}, true)`;
}

async function undone<T>(
  sql: postgres.Sql,
  work: (transaction: postgres.TransactionSql) => Promise<T>,
): Promise<T> {
  const outcome: { value?: T } = {};
  try {
    await sql.begin(async (transaction) => {
      outcome.value = await work(transaction);
      throw UNDO;
    });
  } catch (error) {
    if (error !== UNDO) throw error;
  }
  // Set, or the transaction had thrown something else than UNDO.
  return outcome.value as T;
}

function isRefusal(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === REFUSED;
}
