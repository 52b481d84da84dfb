import { type CoreConnection, connectCore } from "./connection.ts";
import type { IntrospectResult } from "./core-types.ts";
import { captureCore } from "./quiet-core.ts";

/** What a database holds, and the settings of the roles that requests run in. */
export interface Catalogue {
  /** All schemas. */
  objects: IntrospectResult;
  settings: Map<string, Record<string, string>>;
}

const MAX_ATTEMPTS = 3;
const API_ROLES = ["anon", "authenticated", "service_role"];

/**
 * Reads the catalogue as the role in `url`, which must see what the exposed schemas hold: `authenticator` inherits
 * nothing and would see no table. Takes about 150 ms.
 */
export async function readCatalogue(url: string): Promise<Catalogue> {
  const connection = connectCore({ url, max: 1, applicationName: "floyo-rest-catalogue" });
  try {
    const objects = await introspect(connection);
    const rows = await connection.driver<{ role: string; settings: string[] }[]>`
      select rolname as role, rolconfig as settings from pg_catalog.pg_roles
      where rolname = any(${API_ROLES}) and rolconfig is not null`;
    return { objects, settings: new Map(rows.map((row) => [row.role, parseSettings(row.settings)])) };
  } finally {
    await connection.close();
  }
}

/** A table dropped while its catalogue is read fails the reading, which the core answers with an empty database. */
async function introspect(connection: CoreConnection): Promise<IntrospectResult> {
  for (let attempt = 1; ; attempt++) {
    const { result, printed } = await captureCore(() => connection.introspect({ useCache: false }));
    if (result.functions !== undefined) return result;
    if (attempt === MAX_ATTEMPTS) throw new Error(`the database's catalogue could not be read: ${printed}`);
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
