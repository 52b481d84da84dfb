import { type CoreConnection, internals } from "./connection.ts";

/**
 * Keeps the database's privileges as the migrations set them. Unmended, the core's first request grants everything on
 * each schema that holds a table with row level security to `anon`, `authenticated` and `service_role`.
 */
export function keepPrivileges(connection: CoreConnection): void {
  const core = internals(connection);
  core.rlsState = "active";
  core.ensureRlsContext = async () => true;
}
