import type { CoreConnection } from "./connection.ts";
import { connectCore } from "./connection.ts";
import type { IntrospectResult } from "./core-types.ts";
import { onlyExposed } from "./exposed-schemas.ts";

/** The exposed part of the database and the settings of the API's roles, re-read at `notify pgrst`. */
export interface SchemaCache {
  current(): IntrospectResult;
  roleSettings(role: string): Record<string, string>;
  reload(): Promise<void>;
  stop(): Promise<void>;
}

const API_ROLES = ["anon", "authenticated", "service_role"];

/**
 * Reads the catalogue as `catalogueUrl`'s role, which must see what the exposed schemas hold: `authenticator` inherits
 * nothing and would see no table. Requests keep the old state while a reload runs, as in PostgREST.
 */
export async function startSchemaCache(options: {
  catalogueUrl: string;
  listener: CoreConnection;
  schemas: readonly string[];
  log: (line: string) => void;
}): Promise<SchemaCache> {
  const { catalogueUrl, listener, schemas, log } = options;
  let state = await readCatalogue(catalogueUrl, schemas);
  let running: Promise<void> | null = null;
  let isStale = false;

  const reload = (): Promise<void> => {
    isStale = true;
    running ??= (async () => {
      while (isStale) {
        isStale = false;
        state = await readCatalogue(catalogueUrl, schemas);
      }
    })().finally(() => {
      running = null;
    });
    return running;
  };
  const listening = await listener.driver.listen("pgrst", () => {
    reload().catch((error: unknown) => log(`rest: the schema could not be read again: ${String(error)}`));
  });

  return {
    current: () => state.schema,
    roleSettings: (role) => state.settings.get(role) ?? {},
    reload,
    async stop() {
      await listening.unlisten();
      await running?.catch(() => {});
    },
  };
}

async function readCatalogue(url: string, schemas: readonly string[]) {
  const connection = connectCore({ url, max: 1, applicationName: "floyo-rest-catalogue" });
  try {
    const schema = onlyExposed(await connection.introspect({ useCache: false }), schemas);
    const rows = await connection.driver<{ role: string; settings: string[] }[]>`
      select rolname as role, rolconfig as settings from pg_catalog.pg_roles
      where rolname = any(${API_ROLES}) and rolconfig is not null`;
    return { schema, settings: new Map(rows.map((row) => [row.role, parseSettings(row.settings)])) };
  } finally {
    await connection.close();
  }
}

/** `name=value` as pg_roles lists them; search_path and role are the request's own business. */
function parseSettings(settings: string[]): Record<string, string> {
  const pairs = settings.map((setting): [string, string] => {
    const at = setting.indexOf("=");
    return [setting.slice(0, at), setting.slice(at + 1)];
  });
  return Object.fromEntries(pairs.filter(([name]) => name !== "search_path" && name !== "role"));
}
