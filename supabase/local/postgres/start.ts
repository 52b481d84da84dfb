import { createServer } from "node:net";
import { findBinaries } from "./binaries.ts";
import { bootstrap } from "./bootstrap.ts";
import { claimPlace, releasePlace } from "./claim.ts";
import { clusterPassword, findPlace, type Place, removePlace } from "./place.ts";
import { type DatabaseRole, databaseUrl } from "./roles.ts";
import { initCluster, PortTakenError, startServer } from "./server.ts";

export interface PostgresOptions {
  /** Where the data is kept (as root: where the pointer to it is kept). */
  dataDir: string;
  /** 0 picks a free port. */
  port: number;
  /** For clusters that are deleted after use: faster, and not safe against a power cut. */
  throwAway?: boolean;
  log: (line: string) => void;
}

export interface RunningPostgres {
  port: number;
  url(role: DatabaseRole): string;
  /** Whether this start made the cluster. */
  isNew: boolean;
  stop(): Promise<void>;
}

/**
 * Starts Postgres 17 on 127.0.0.1 with a hosted project's roles and schemas, as root or as an ordinary user.
 * Migrations are not applied: call `migrate` once the Auth tables exist.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const place = await findPlace(options.dataDir);
  await claimPlace(place, options.log);
  try {
    return await startIn(place, options);
  } catch (error) {
    await releasePlace(place);
    throw error;
  }
}

async function startIn(place: Place, options: PostgresOptions): Promise<RunningPostgres> {
  const { log, throwAway = false } = options;
  const secret = await clusterPassword(place);
  const binaries = await findBinaries(place.sharedFolder);
  const isNew = await initCluster(binaries, place);
  const { server, port } = await onPort(options.port, (port) =>
    startServer({ binaries, place, port, throwAway, log }),
  );
  try {
    await bootstrap({ place, secret, port });
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    port,
    isNew,
    url: (role) => databaseUrl(role, secret, port),
    async stop() {
      await server.stop();
      await releasePlace(place);
    },
  };
}

/** Deletes a cluster, wherever it lies. Throws while a living start uses it; what a killed one left is stopped. */
export async function removePostgres(options: { dataDir: string }): Promise<void> {
  const place = await findPlace(options.dataDir);
  await claimPlace(place, () => {});
  await removePlace(place, options.dataDir);
}

/** A wished-for port is taken as it is; for 0 a free one is looked for, again if somebody was faster. */
async function onPort<T>(
  wished: number,
  start: (port: number) => Promise<T>,
): Promise<{ server: T; port: number }> {
  for (let attempt = 1; ; attempt++) {
    const port = wished === 0 ? await freePort() : wished;
    try {
      return { server: await start(port), port };
    } catch (error) {
      if (wished !== 0 || attempt === 5 || !(error instanceof PortTakenError)) throw error;
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
