import type { Connection } from "@supabase/lite";

/** What the core knows of the database: tables, columns, keys, functions. */
export type IntrospectResult = Awaited<ReturnType<Connection["introspect"]>>;

/** A parsed request, before it becomes SQL. */
export type AnyAST = Parameters<Connection["onPostgrestAST"]>[0];
