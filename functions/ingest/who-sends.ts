import type { Database } from "../_db/client.ts";
import { findApiKey } from "../_db/find-api-key.ts";
import { sessionMay } from "../_db/session-may.ts";
import { type Caller, callerOfKey, callerOfSession, readBearer } from "../_http/caller.ts";
import { unavailable } from "../_http/refusal.ts";
import type { TokenSession } from "../_http/token.ts";

/** Who sends events: a signed-in person, or a key that may ingest. */
export function whoSends(
  sql: Database,
  verifyToken: (token: string) => Promise<TokenSession>,
): (request: Request) => Promise<Caller> {
  return async (request) => {
    const bearer = await readBearer(request);
    if (bearer.kind === "token") {
      const session = await verifyToken(bearer.token);
      return callerOfSession(session.userId, await mayAct(sql, session));
    }
    return callerOfKey(await findKey(sql, bearer.hash), bearer.limitKey, "ingest");
  };
}

async function mayAct(sql: Database, session: TokenSession) {
  return sessionMay(sql, session).catch((cause: unknown) => {
    throw unavailable("the session could not be checked just now; try again", 5, cause);
  });
}

async function findKey(sql: Database, hash: Uint8Array) {
  return findApiKey(sql, hash).catch((cause: unknown) => {
    throw unavailable("the key could not be checked just now; try again", 5, cause);
  });
}
