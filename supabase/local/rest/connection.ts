import { createPostgresConnection, type PostgresConnection } from "@supabase/lite/postgres";
import type { PostgresType } from "postgres";
import { jsonTypes } from "./json-values.ts";
import { arrayTypes } from "./value-arrays.ts";
import { valueTypes } from "./value-types.ts";

/** A connection of the core; types the core declares private are reached through {@link internals}. */
export type CoreConnection = PostgresConnection;

/** The members of a connection that the core calls for each request, and that we replace. */
export interface ConnectionInternals {
  rlsState: "unknown" | "active" | "inactive";
  ensureRlsContext(): Promise<boolean>;
  applyJwtSessionContext(transaction: unknown, vars: RequestVars, setRole: boolean): Promise<void>;
  applyRpcRequestGucs(transaction: unknown, request: unknown): Promise<void>;
}

/** What the core knows of a request when it opens the transaction. */
export interface RequestVars {
  auth?: { uid?: string | null; role?: string; jwt?: Record<string, unknown> | null };
}

const REPLACED: (keyof ConnectionInternals)[] = [
  "rlsState",
  "ensureRlsContext",
  "applyJwtSessionContext",
  "applyRpcRequestGucs",
];

/** Connects as the role in `url`, with JSON and values in PostgREST's forms. */
export function connectCore(options: {
  url: string;
  max: number;
  applicationName: string;
  types?: Record<string, PostgresType>;
}): CoreConnection {
  return createPostgresConnection({
    url: options.url,
    postgresOptions: {
      max: options.max,
      idle_timeout: 60,
      onnotice: () => {},
      connection: { application_name: options.applicationName },
      types: { ...jsonTypes, ...valueTypes, ...arrayTypes, ...options.types },
    },
  });
}

/**
 * The core's private members, checked for presence: a version of the core that renamed one would otherwise run with
 * its own, unsafe one.
 */
export function internals(connection: CoreConnection): ConnectionInternals {
  for (const name of REPLACED) {
    if (!(name in connection)) {
      throw new Error(
        `@supabase/lite has no \`${name}\` any more: install the exact version in package.json, or adapt supabase/local/rest.`,
      );
    }
  }
  return connection as unknown as ConnectionInternals;
}
