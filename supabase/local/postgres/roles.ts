/** The roles that parts of the platform sign in as. */
export type DatabaseRole =
  | "supabase_admin"
  | "postgres"
  | "authenticator"
  | "supabase_auth_admin"
  | "supabase_storage_admin"
  | "supabase_realtime_admin"
  | "floyo_worker";

/** Local only, as `supabase start` has it: the role that owns our tables, without rights over the machine. */
export const LOCAL_POSTGRES_PASSWORD = "postgres";

/** Local only: a hosted deployment sets its own secret. */
export const LOCAL_WORKER_PASSWORD = "floyo-worker-local-only";

/** Roles whose password is the cluster's own secret, since a superuser may run programs as the person who started it. */
export const SECRET_ROLES = [
  "supabase_admin",
  "authenticator",
  "supabase_auth_admin",
  "supabase_storage_admin",
  "supabase_realtime_admin",
];

/** The connection string of a role on this cluster. */
export function databaseUrl(role: DatabaseRole, secret: string, port: number): string {
  return `postgres://${role}:${encodeURIComponent(passwordOf(role, secret))}@127.0.0.1:${port}/postgres`;
}

function passwordOf(role: DatabaseRole, secret: string): string {
  if (role === "postgres") return LOCAL_POSTGRES_PASSWORD;
  if (role === "floyo_worker") return LOCAL_WORKER_PASSWORD;
  return secret;
}
