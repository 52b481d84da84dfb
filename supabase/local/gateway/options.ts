import type { DatabaseRole } from "../postgres/roles.ts";

/** The connection string of a role. */
export type DatabaseUrl = (role: DatabaseRole) => string;
