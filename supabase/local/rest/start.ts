import { App } from "@supabase/lite";
import type { DatabaseUrl } from "../gateway/options.ts";
import type { Claims } from "../gateway/tokens.ts";
import { connectCore } from "./connection.ts";
import { createCoreTokens, PLACEHOLDER_ID } from "./core-tokens.ts";
import { passDatabaseErrors } from "./database-errors.ts";
import { markJsonValues } from "./json-values.ts";
import { keepPrivileges } from "./keep-privileges.ts";
import { runCore } from "./quiet-core.ts";
import { requestContext, setRequestContext } from "./request-context.ts";
import { writeRowArguments } from "./row-arguments.ts";
import { type SchemaCache, startSchemaCache } from "./schema-reload.ts";

export interface Rest {
  /** Answers a request under /rest/v1 in the role and with the claims given. */
  handle(request: Request, claims: Claims): Promise<Response>;
  schema: SchemaCache;
  stop(): Promise<void>;
}

const MAX_CONNECTIONS = 10;

/** PostgREST's HTTP interface: connects as `authenticator`, which takes the role of each request. */
export async function startRest(options: {
  databaseUrl: DatabaseUrl;
  schemas: readonly string[];
  log: (line: string) => void;
}): Promise<Rest> {
  const { databaseUrl, schemas, log } = options;
  const connection = connectCore({
    url: databaseUrl("authenticator"),
    max: MAX_CONNECTIONS,
    applicationName: "floyo-rest",
  });
  const schema = await startSchemaCache({
    catalogueUrl: databaseUrl("postgres"),
    listener: connection,
    schemas,
    log,
  });
  keepPrivileges(connection);
  passDatabaseErrors(connection);
  setRequestContext(connection, schema.roleSettings);
  connection.introspect = async () => schema.current();
  const checkRelation = connection.onPostgrestAST.bind(connection);
  connection.onPostgrestAST = async (ast) => {
    const known = await checkRelation(ast);
    return markJsonValues(writeRowArguments(known, schema.current()), schema.current());
  };

  const tokens = createCoreTokens();
  const app = new App({
    connection,
    api: { enabled: true, schemas: [...schemas] },
    auth: { enabled: false, jwt_secret: tokens.secret },
    storage: { enabled: false },
    studio: { enabled: false },
    options: {
      server: { apiKeys: false, middlewares: [skipAccountLookup] },
    },
  });
  await app.init();

  return {
    schema,
    async handle(request, claims) {
      const url = new URL(request.url);
      const headers = new Headers(request.headers);
      headers.delete("apikey");
      headers.set("authorization", `Bearer ${tokens.sign(claims)}`);
      const context = {
        method: request.method,
        path: url.pathname.slice("/rest/v1".length),
        headers: Object.fromEntries(request.headers),
      };
      return requestContext.run(context, () =>
        runCore(log, () => app.fetch(new Request(request, { headers }))),
      );
    },
    async stop() {
      await schema.stop();
      await connection.close();
    },
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
