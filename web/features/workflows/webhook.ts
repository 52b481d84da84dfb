import { FloyoError, type FloyoErrorCode } from "@floyo/shared/errors.ts";
import { queryOptions } from "@tanstack/react-query";
import type { DbSource } from "../../lib/browser-db.tsx";
import { type Db, parseRows, requireDone } from "../../lib/db.ts";

const rows = () => import("./rows.ts");

export interface WebhookSecret {
  id: string;
  /** Its last four characters. */
  hint: string;
  created_at: string;
}

export const webhookKeys = { secrets: (id: string) => ["workflows", "webhook", id] as const };

/** Where other programs start a workflow. */
export const webhookUrl = (supabaseUrl: string, id: string) => `${supabaseUrl}/functions/v1/hooks/${id}`;

/** The secrets that hold now; none to whoever may not publish. */
export function webhookSecretsQuery(db: DbSource, id: string) {
  return queryOptions({ queryKey: webhookKeys.secrets(id), queryFn: () => listSecrets(db(), id) });
}

async function listSecrets(db: Db, id: string): Promise<WebhookSecret[]> {
  const { WebhookSecretRow } = await rows();
  return parseRows(WebhookSecretRow, await db.rpc("list_webhook_secrets", { workflow_id: id }));
}

export async function revokeWebhookSecret(db: Db, id: string, secretId: string): Promise<void> {
  requireDone(await db.rpc("revoke_webhook_secret", { workflow_id: id, secret_id: secretId }));
}

/** Makes a secret and gives it, this one time; the function does it, since it alone can seal. */
export async function makeWebhookSecret(url: string, token: string): Promise<string> {
  const { MadeSecret, Refused } = await rows();
  const response = await fetch(`${url}/secrets`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(15_000),
  });
  const answer: unknown = await response.json().catch(() => null);
  const made = MadeSecret.safeParse(answer);
  if (made.success) return made.data.secret;
  const refused = Refused.safeParse(answer);
  if (!refused.success) throw new FloyoError("unavailable", "The function did not answer. Try again.");
  throw new FloyoError(refused.data.error.code as FloyoErrorCode, refused.data.error.message);
}

/** A command that signs and sends a message as the standard asks; `$SECRET` stands for the secret. */
export function exampleCurl(url: string): string {
  return [
    `body='{"name":"Ana"}' id=msg_$(openssl rand -hex 12) time=$(date +%s)`,
    `key=$(printf %s "\${SECRET#whsec_}" | base64 -d | od -An -v -tx1 | tr -d ' \\n')`,
    `sign=$(printf %s "$id.$time.$body" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64)`,
    `curl -X POST '${url}' -H 'content-type: application/json' \\`,
    `  -H "webhook-id: $id" -H "webhook-timestamp: $time" -H "webhook-signature: v1,$sign" -d "$body"`,
  ].join("\n");
}
