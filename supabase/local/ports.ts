import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** The ports of the local platform and the site, each settable by its environment variable. */
export interface PlatformPorts {
  api: number;
  db: number;
  mail: number;
  qstash: number;
  redis: number;
  /** Nothing of ours listens there: workflows may call it, so that a program can be tried as their receiver. */
  receiver: number;
  web: number;
}

const DEFAULTS: Record<keyof PlatformPorts, { variable: string; port: number }> = {
  api: { variable: "FLOYO_API_PORT", port: 54321 },
  db: { variable: "FLOYO_DB_PORT", port: 54322 },
  mail: { variable: "FLOYO_MAIL_PORT", port: 54324 },
  qstash: { variable: "FLOYO_QSTASH_PORT", port: 8080 },
  redis: { variable: "FLOYO_REDIS_PORT", port: 8079 },
  receiver: { variable: "FLOYO_RECEIVER_PORT", port: 54329 },
  web: { variable: "FLOYO_WEB_PORT", port: 3000 },
};

const NAMES = Object.keys(DEFAULTS) as (keyof PlatformPorts)[];

/** The ports of `supabase start`, unless the environment names others. Throws one sentence for a bad value. */
export function portsFromEnv(env: Record<string, string | undefined>): PlatformPorts {
  return fromEntries((name) => {
    const { variable, port } = DEFAULTS[name];
    const given = env[variable];
    if (given === undefined || given === "") return port;
    const chosen = Number(given);
    if (!Number.isInteger(chosen) || chosen < 1 || chosen > 65_535) {
      throw new Error(`${variable} must be a port from 1 to 65535, got "${given}".`);
    }
    return chosen;
  });
}

/**
 * Below the ports that systems give to outgoing connections and to port 0 (32768 on Linux, 49152 elsewhere): minutes
 * may pass until one of ours is listened on, and until then it must not be handed to somebody else.
 */
const CHOSEN_FROM = { lowest: 12_000, highest: 31_999 };

/** Ports that nothing listens on, all different, chosen at random so that two runs at a time do not meet. */
export async function freePorts(): Promise<PlatformPorts> {
  const ports = new Set<number>();
  while (ports.size < NAMES.length) {
    const port = randomInt(CHOSEN_FROM.lowest, CHOSEN_FROM.highest + 1);
    const server = await listen(port).catch(() => null);
    if (!server) continue;
    await new Promise((done) => server.close(done));
    ports.add(port);
  }
  const chosen = [...ports];
  return fromEntries((name) => chosen[NAMES.indexOf(name)] ?? 0);
}

/** Throws one sentence naming the first port in use and the variable that moves it. */
export async function refuseTakenPorts(ports: PlatformPorts): Promise<void> {
  for (const name of NAMES) {
    if (name === "receiver") continue;
    const server = await listen(ports[name]).catch((error: NodeJS.ErrnoException) => error);
    if (!(server instanceof Error)) {
      await new Promise((done) => server.close(done));
      continue;
    }
    if (server.code !== "EADDRINUSE") throw server;
    throw new Error(
      `Port ${ports[name]} is taken: stop what uses it, or set ${DEFAULTS[name].variable} to another port.`,
    );
  }
}

function listen(port: number): Promise<ReturnType<typeof createServer>> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once("error", fail);
    server.listen({ port, host: "127.0.0.1" }, () => done(server));
  });
}

function fromEntries(value: (name: keyof PlatformPorts) => number): PlatformPorts {
  return Object.fromEntries(NAMES.map((name) => [name, value(name)])) as unknown as PlatformPorts;
}
