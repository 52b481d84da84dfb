import { App } from "@supabase/lite";
import type { Claims } from "../gateway/tokens.ts";
import type { CoreConnection } from "./connection.ts";
import { createCoreTokens, PLACEHOLDER_ID } from "./core-tokens.ts";
import { passDatabaseErrors } from "./database-errors.ts";
import { markJsonValues } from "./json-values.ts";
import { keepPrivileges } from "./keep-privileges.ts";
import { runCore } from "./quiet-core.ts";
import { requestContext, setRequestContext } from "./request-context.ts";
import { writeRowArguments } from "./row-arguments.ts";
import type { SchemaCache } from "./schema-reload.ts";
import { REST_SETTINGS } from "./settings.ts";

/** Answers a request under /rest/v1 in the role and with the claims given. */
export type RestApi = (request: Request, claims: Claims) => Promise<Response>;

/** The core with its defects mended, over one connection and the schemas it exposes. */
export async function createRestApi(options: {
  connection: CoreConnection;
  cache: SchemaCache;
  schemas: readonly string[];
  log: (line: string) => void;
}): Promise<RestApi> {
  const { connection, cache, schemas, log } = options;
  keepPrivileges(connection);
  passDatabaseErrors(connection);
  setRequestContext(connection, cache.roleSettings);
  const known = () => cache.current(schemas);
  connection.introspect = async () => known();
  const checkRelation = connection.onPostgrestAST.bind(connection);
  connection.onPostgrestAST = async (ast) =>
    markJsonValues(writeRowArguments(await checkRelation(ast), known()), known());

  const tokens = createCoreTokens();
  const app = new App({
    connection,
    api: { enabled: true, schemas: [...schemas], max_rows: REST_SETTINGS.maxRows },
    auth: { enabled: false, jwt_secret: tokens.secret },
    storage: { enabled: false },
    studio: { enabled: false },
    options: { server: { apiKeys: false, middlewares: [skipAccountLookup] } },
  });
  await app.init();

  return async (request, claims) => {
    const headers = new Headers(request.headers);
    headers.delete("apikey");
    headers.set("authorization", `Bearer ${tokens.sign(claims)}`);
    const context = {
      method: request.method,
      path: new URL(request.url).pathname.slice("/rest/v1".length),
      headers: Object.fromEntries(request.headers),
    };
    return requestContext.run(context, () =>
      runCore(log, () => app.fetch(new Request(request, { headers }))),
    );
  };
}

/**
 * PostgREST knows tokens, not accounts. With an id already there the core does not look one up; the claims it then
 * uses are read from the token after this.
 */
async function skipAccountLookup(
  context: { set(name: string, value: unknown): void },
  next: () => Promise<void>,
): Promise<void> {
  context.set("userId", PLACEHOLDER_ID);
  context.set("sessionId", PLACEHOLDER_ID);
  await next();
}
