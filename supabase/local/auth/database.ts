import type { Sql } from "postgres";

/** Queries as `supabase_auth_admin`. */
export type AuthDatabase = Sql;
