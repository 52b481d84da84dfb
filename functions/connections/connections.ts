import { FloyoError } from "../../shared/errors.ts";
import type { ConnectionTools } from "../_connections/use-connection.ts";
import { openDatabase } from "../_db/client.ts";
import type { Person } from "../_db/connections.ts";
import { sessionMay } from "../_db/session-may.ts";
import { readJson } from "../_http/body.ts";
import { callerOfSession, readBearer } from "../_http/caller.ts";
import { endpoint, json } from "../_http/endpoint.ts";
import type { Env } from "../_http/env.ts";
import { createLimit } from "../_http/limits.ts";
import { createTokenVerifier, unauthorized } from "../_http/token.ts";
import { Command } from "./command.ts";
import { runCommand } from "./run-command.ts";

/** Each makes a call outside. */
const PER_MINUTE = 30;
const MAX_BODY_BYTES = 65_536;
const TOLD_HEADERS = ["cf-connecting-ip", "x-forwarded-for", "user-agent", "x-request-id"];

/** `POST /connections`: secrets of connections are added, replaced, tested and signed in; they never come out. */
export function createConnections(
  env: Env,
  tools: Omit<ConnectionTools, "sql">,
): { fetch(request: Request): Promise<Response>; stop(): Promise<void> } {
  const sql = openDatabase(env.FLOYO_DB_URL);
  const verifyToken = createTokenVerifier({ supabaseUrl: env.SUPABASE_URL });
  const limit = createLimit({
    name: "connections",
    perMinute: PER_MINUTE,
    redisUrl: env.UPSTASH_REDIS_REST_URL,
    redisToken: env.UPSTASH_REDIS_REST_TOKEN,
  });
  const redirectUri = `${env.FLOYO_SITE_URL}/connections/callback`;

  const { fetch } = endpoint<Person & { userId: string }, Command>({
    name: "connections",
    allowedOrigin: new URL(env.FLOYO_SITE_URL).origin,
    async authenticate(request) {
      const bearer = await readBearer(request);
      if (bearer.kind === "key") throw unauthorized("a key may not do that; send an access token");
      const session = await verifyToken(bearer.token);
      const { userId } = callerOfSession(session.userId, await sessionMay(sql, session));
      return { userId, claims: session.claims, headers: told(request) };
    },
    limit: ({ userId }) => limit(userId),
    async parse(request) {
      const parsed = Command.safeParse(await readJson(request, { maxBytes: MAX_BODY_BYTES }));
      if (parsed.success) return parsed.data;
      const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
      throw new FloyoError("invalid_input", issues[0]?.message ?? "this is no command", { issues });
    },
    run: async (command, person) => json(await runCommand({ ...tools, sql, redirectUri }, command, person)),
  });

  return { fetch, stop: () => sql.end({ timeout: 5 }) };
}

/** What the audit log keeps of where a command came from. */
function told(request: Request): Record<string, string> {
  return Object.fromEntries(
    TOLD_HEADERS.flatMap((name) => {
      const value = request.headers.get(name);
      return value === null ? [] : [[name, value.slice(0, 500)]];
    }),
  );
}
