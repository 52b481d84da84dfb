import { AsyncLocalStorage } from "node:async_hooks";
import { CompiledQuery, type Kysely } from "kysely";
import { type CoreConnection, internals } from "./connection.ts";

import { REST_SETTINGS } from "./settings.ts";

/** The HTTP request that a transaction serves. */
export interface RequestContext {
  method: string;
  path: string;
  headers: Record<string, string>;
}

export const requestContext = new AsyncLocalStorage<RequestContext>();

/**
 * Sets role, claims, request headers and the role's own settings (statement_timeout) in one statement, and makes reads
 * read-only. Unmended, headers are there for calls only, timeouts never, and each request takes ten statements.
 */
export function setRequestContext(
  connection: CoreConnection,
  roleSettings: (role: string) => Record<string, string>,
): void {
  const core = internals(connection);
  core.applyRpcRequestGucs = async () => {};
  core.applyJwtSessionContext = async (transaction, vars) => {
    const request = requestContext.getStore();
    const claims = vars.auth?.jwt ?? {};
    const role = vars.auth?.role ?? "anon";
    const settings: Record<string, string> = {
      search_path: REST_SETTINGS.searchPath.join(", "),
      ...roleSettings(role),
      role,
      "request.jwt.claims": JSON.stringify({ ...claims, role }),
      "request.method": request?.method ?? "",
      "request.path": request?.path ?? "",
      "request.headers": JSON.stringify(request?.headers ?? {}),
      "request.cookies": JSON.stringify(cookiesOf(request?.headers.cookie)),
      ...(request && /^(GET|HEAD)$/.test(request.method) ? { transaction_read_only: "on" } : {}),
    };
    const entries = Object.entries(settings);
    const calls = entries.map((_, index) => `set_config($${index * 2 + 1}, $${index * 2 + 2}, true)`);
    await asKysely(transaction).executeQuery(CompiledQuery.raw(`select ${calls.join(", ")}`, entries.flat()));
  };
}

function cookiesOf(header: string | undefined): Record<string, string> {
  const pairs = (header ?? "").split(";").map((pair) => pair.trim().split("="));
  return Object.fromEntries(pairs.filter((pair) => pair[0]).map(([name, ...rest]) => [name, rest.join("=")]));
}

/** The core hands its transaction over untyped. */
function asKysely(transaction: unknown): Kysely<unknown> {
  return transaction as Kysely<unknown>;
}
