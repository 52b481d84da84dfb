import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import postgres from "postgres";
import { loadKeys } from "../../gateway/keys.ts";
import { signToken } from "../../gateway/tokens.ts";
import { createVerifyToken } from "../../gateway/verify.ts";
import { PATIENT } from "../../keep-alive.ts";
import { removePostgres, startPostgres } from "../../postgres/start.ts";
import { type Realtime, type RealtimeOptions, startRealtime } from "../start.ts";

/** What people may do in these tests: all on their own topic, read on news:*, read and write on room:*. */
const POLICIES = `
  create policy "people read their own topic, news and rooms" on realtime.messages for select to authenticated
    using (realtime.topic() = 'user:' || auth.uid() or realtime.topic() like any (array['news:%', 'room:%']));
  create policy "people write to their own topic and rooms" on realtime.messages for insert to authenticated
    with check (realtime.topic() = 'user:' || auth.uid() or realtime.topic() like 'room:%');`;

const ISSUER = "http://127.0.0.1/auth/v1";

/** A Realtime server on a free port, with a database of its own. */
export async function serveRealtime(options: Partial<RealtimeOptions> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "floyo-realtime-"));
  const dataDir = join(folder, "postgres");
  const database = await startPostgres({ dataDir, port: 0, throwAway: true, log: () => undefined });
  const sql = postgres(database.url("postgres"), { max: 2, onnotice: () => undefined });
  await sql.unsafe(POLICIES);
  const keys = await loadKeys({ dataDir: folder });
  const lines: string[] = [];
  const clients: SupabaseClient[] = [];
  let server: Server;
  let realtime: Realtime;
  let port = 0;

  async function start(): Promise<void> {
    realtime = await startRealtime({
      databaseUrl: database.url("supabase_realtime_admin"),
      verifyToken: createVerifyToken({ keys, issuer: ISSUER }),
      keys,
      log: (line) => lines.push(line),
      ...options,
    });
    server = createServer(PATIENT, (req, res) => void realtime.handleRequest(req, res));
    server.on("upgrade", (req, socket, head) => realtime.handleUpgrade(req, socket, head));
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    port = (server.address() as AddressInfo).port;
  }

  async function stop(): Promise<void> {
    await realtime.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  await start();
  return {
    sql,
    keys,
    lines,
    url: `http://127.0.0.1:${port}`,
    databaseUrl: database.url("supabase_realtime_admin"),
    /** A signed-in person's token. */
    token(person: string, { expiresInS = 3600, role = "authenticated" } = {}) {
      const now = Math.floor(Date.now() / 1000);
      const claims = {
        iss: ISSUER,
        aud: "authenticated",
        role,
        sub: person,
        iat: now,
        exp: now + expiresInS,
      };
      return signToken({ ...claims, session_id: randomUUID() }, keys.signingKey);
    },
    /**
     * The real client library, closed with the server. It asks `accessToken` anew at each join and heartbeat, so
     * a token given to `setAuth` would not last; the first join does not wait for it, so `setAuth` must.
     */
    async client({ token, key = keys.publishableKey, vsn = "2.0.0" }: ClientOptions = {}) {
      let current = token ?? null;
      const client = createClient(`http://127.0.0.1:${port}`, key, {
        accessToken: async () => current,
        realtime: { vsn, timeout: 20_000 },
      });
      clients.push(client);
      await client.realtime.setAuth();
      return {
        client,
        /** Goes on with another token. */
        async become(next: string) {
          current = next;
          await client.realtime.setAuth();
        },
      };
    },
    async restart() {
      await stop();
      await start();
    },
    async close() {
      await Promise.all(clients.map((client) => client.realtime.disconnect()));
      await stop();
      await sql.end({ timeout: 1 });
      await database.stop();
      await removePostgres({ dataDir });
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export interface ClientOptions {
  token?: string;
  key?: string;
  vsn?: "1.0.0" | "2.0.0";
}
