import { FloyoError } from "../../shared/errors.ts";
import type { Database } from "../_db/client.ts";
import { sessionMay } from "../_db/session-may.ts";
import { addWebhookSecret, type MayAddSecret, mayAddWebhookSecret } from "../_db/webhook-secrets.ts";
import { type Caller, callerOfSession, readBearer } from "../_http/caller.ts";
import { endpoint, json } from "../_http/endpoint.ts";
import type { Env } from "../_http/env.ts";
import { createLimit } from "../_http/limits.ts";
import { createTokenVerifier, unauthorized } from "../_http/token.ts";
import type { MasterKeys } from "../_secrets/master-keys.ts";
import { sealSecret } from "./keyring.ts";
import { makeSecret } from "./message.ts";

const PER_MINUTE = 20;

/** `POST /hooks/<workflow>/secrets`: makes a secret and shows it, this one time, to whoever may publish the workflow. */
export function makeSecretEndpoint(
  env: Env,
  { sql, masters }: { sql: Database; masters: MasterKeys },
): (request: Request, workflowId: string) => Promise<Response> {
  const verifyToken = createTokenVerifier({ supabaseUrl: env.SUPABASE_URL });
  const limit = createLimit({
    name: "hook-secrets",
    perMinute: PER_MINUTE,
    redisUrl: env.UPSTASH_REDIS_REST_URL,
    redisToken: env.UPSTASH_REDIS_REST_TOKEN,
  });

  return (request, workflowId) =>
    endpoint<Caller, null>({
      name: "hook-secrets",
      allowedOrigin: new URL(env.FLOYO_SITE_URL).origin,
      async authenticate(given) {
        const bearer = await readBearer(given);
        if (bearer.kind === "key") throw unauthorized("a key may not do that; send an access token");
        const session = await verifyToken(bearer.token);
        return callerOfSession(session.userId, await sessionMay(sql, session));
      },
      limit: ({ userId }) => limit(userId),
      parse: async () => null,
      async run(_input, { userId: personId }) {
        const { orgId } = requireOk(await mayAddWebhookSecret(sql, personId, workflowId));
        const id = crypto.randomUUID();
        const secret = makeSecret();
        const sealed = await sealSecret(masters, { orgId, id }, secret);
        // Base64 of 32 bytes ends in one =, which tells nothing.
        const hint = secret.slice(-5, -1);
        requireOk(await addWebhookSecret(sql, { personId, workflowId, id, hint, sealed }));
        return json({ id, secret, hint }, 201);
      },
    }).fetch(request);
}

function requireOk(may: MayAddSecret): { orgId: string } {
  switch (may.status) {
    case "ok":
      return may;
    case "gone":
      throw new FloyoError("not_found", "there is no such workflow; load the list again");
    case "refused":
      throw new FloyoError("forbidden", "your role may not publish this workflow; ask an owner or admin");
    case "full":
      throw new FloyoError("conflict", "a webhook has at most two secrets; revoke one first");
  }
}
