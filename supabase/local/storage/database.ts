import postgres, { type Sql, type TransactionSql } from "postgres";
import type { Claims } from "../gateway/tokens.ts";
import { faultOf } from "./faults.ts";

const MAX_CONNECTIONS = 4;

export type StorageSql = TransactionSql;

/** Who asks, and for what: policies may read both. */
export interface Caller {
  claims: Claims;
  operation: string;
}

/** A transaction in which the role can be changed. */
export interface StorageTransaction {
  /** Queries as the caller, bound by the policies of storage. */
  asCaller<T>(work: (sql: StorageSql) => Promise<T>): Promise<T>;
  /** Queries as the owner of storage, whom its policies do not bind. */
  asOwner<T>(work: (sql: StorageSql) => Promise<T>): Promise<T>;
}

export interface StorageDatabase {
  transaction<T>(caller: Caller, work: (transaction: StorageTransaction) => Promise<T>): Promise<T>;
  /** Reads as the owner of storage. */
  owner: Sql;
  stop(): Promise<void>;
}

const asText = (value: unknown) => String(value);

/** Signs in as `supabase_storage_admin`, as hosted does, and takes the caller's role for each query that is theirs. */
export function connectStorage(url: string): StorageDatabase {
  const sql = postgres(url, {
    max: MAX_CONNECTIONS,
    idle_timeout: 60,
    onnotice: () => {},
    connection: { application_name: "floyo-storage" },
    types: {
      timestamptz: {
        to: 1184,
        from: [1184],
        serialize: asText,
        parse: (text: string) => new Date(text).toISOString(),
      },
      int8: { to: 20, from: [20], serialize: asText, parse: Number },
    },
  });
  return {
    owner: sql,
    async transaction(caller, work) {
      try {
        const result = await sql.begin(async (inner) => ({ value: await work(rolesOf(inner, caller)) }));
        return result.value as Awaited<ReturnType<typeof work>>;
      } catch (error) {
        throw faultOf(error);
      }
    },
    stop: () => sql.end(),
  };
}

function rolesOf(sql: TransactionSql, { claims, operation }: Caller): StorageTransaction {
  return {
    async asCaller(work) {
      await sql`
        select set_config('role', ${claims.role}, true),
          set_config('request.jwt.claims', ${JSON.stringify(claims)}, true),
          set_config('request.jwt.claim.sub', ${claims.sub ?? ""}, true),
          set_config('request.jwt.claim.role', ${claims.role}, true),
          set_config('storage.operation', ${operation}, true),
          set_config('storage.allow_delete_query', 'true', true)`;
      return work(sql);
    },
    async asOwner(work) {
      await sql`select set_config('role', 'none', true)`;
      return work(sql);
    },
  };
}
