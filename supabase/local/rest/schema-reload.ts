import { type Catalogue, readCatalogue } from "./catalogue.ts";
import type { CoreConnection } from "./connection.ts";
import type { IntrospectResult } from "./core-types.ts";
import { onlyExposed } from "./exposed-schemas.ts";

/** What REST knows of the database, read again at `notify pgrst`. */
export interface SchemaCache {
  current(schemas: readonly string[]): IntrospectResult;
  roleSettings(role: string): Record<string, string>;
  reload(): Promise<void>;
  isReloading(): boolean;
  stop(): Promise<void>;
}

/** Unmended, the core keeps its first view of the database until it restarts. Requests keep the old state meanwhile. */
export async function startSchemaCache(options: {
  catalogueUrl: string;
  listener: CoreConnection;
  log: (line: string) => void;
}): Promise<SchemaCache> {
  const { catalogueUrl, listener, log } = options;
  let running: Promise<void> | null = null;
  let isStale = false;
  let exposed = new Map<string, IntrospectResult>();
  let catalogue: Catalogue | null = null;

  const reload = (): Promise<void> => {
    isStale = true;
    running ??= (async () => {
      while (isStale) {
        isStale = false;
        catalogue = await readCatalogue(catalogueUrl);
        exposed = new Map();
      }
    })().finally(() => {
      running = null;
    });
    return running;
  };
  const [, listening] = await Promise.all([
    reload(),
    listener.driver.listen("pgrst", () => {
      reload().catch((error: unknown) => log(`the schema could not be read again: ${String(error)}`));
    }),
  ]);

  return {
    current(schemas) {
      const key = schemas.join();
      const known = exposed.get(key) ?? onlyExposed(read(catalogue).objects, schemas);
      exposed.set(key, known);
      return known;
    },
    roleSettings: (role) => read(catalogue).settings.get(role) ?? {},
    reload,
    isReloading: () => running !== null,
    async stop() {
      await listening.unlisten();
      await running?.catch(() => {});
    },
  };
}

function read(catalogue: Catalogue | null): Catalogue {
  if (!catalogue) throw new Error("the database's schema has not been read yet");
  return catalogue;
}
