import type { DatabaseUrl } from "../gateway/options.ts";
import { createRestApi, type RestApi } from "./api.ts";
import { connectCore } from "./connection.ts";
import { type SchemaCache, startSchemaCache } from "./schema-reload.ts";

export interface Rest {
  handle: RestApi;
  cache: SchemaCache;
  /** The same API over other schemas, on one connection of its own. */
  exposing(schemas: readonly string[]): Promise<{ handle: RestApi; stop(): Promise<void> }>;
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
  const connect = (max: number) =>
    connectCore({ url: databaseUrl("authenticator"), max, applicationName: "floyo-rest" });
  const connection = connect(MAX_CONNECTIONS);
  const cache = await startSchemaCache({ catalogueUrl: databaseUrl("postgres"), listener: connection, log });
  return {
    handle: await createRestApi({ connection, cache, schemas, log }),
    cache,
    async exposing(others) {
      const another = connect(1);
      return {
        handle: await createRestApi({ connection: another, cache, schemas: others, log }),
        stop: () => another.close(),
      };
    },
    async stop() {
      await cache.stop();
      await connection.close();
    },
  };
}
