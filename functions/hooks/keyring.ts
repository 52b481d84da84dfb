import type { Database } from "../_db/client.ts";
import { type SealedSecret, webhookSecrets } from "../_db/webhook-secrets.ts";
import { unavailable } from "../_http/refusal.ts";
import { type Place, seal, unseal } from "../_secrets/envelope.ts";
import { type MasterKeys, makeDataKey, openDataKey } from "../_secrets/master-keys.ts";
import { importSecret } from "./message.ts";

export interface HookKey {
  /** Of the secret: the database is asked whether it still stands when the message starts its run. */
  id: string;
  key: CryptoKey;
}

export interface Keyring {
  /** The keys of a workflow; from memory where they were opened before. */
  known(workflowId: string): Promise<readonly HookKey[]>;
  /** The same, read anew. */
  fresh(workflowId: string): Promise<readonly HookKey[]>;
}

const MAX_WORKFLOWS = 1000;

/** Opens secrets and keeps what they import to, which cannot be read out again, for as long as the worker lives. */
export function openKeyring(sql: Database, masters: MasterKeys): Keyring {
  const opened = new Map<string, readonly HookKey[]>();
  async function fresh(workflowId: string): Promise<readonly HookKey[]> {
    const stored = await webhookSecrets(sql, workflowId);
    const keys = await Promise.all(
      stored.map(async ({ id, orgId, sealed }) => ({
        id,
        key: await importSecret(await openSecret(masters, placeOf(orgId, id), sealed)),
      })),
    );
    opened.delete(workflowId);
    if (opened.size >= MAX_WORKFLOWS) opened.delete(opened.keys().next().value ?? "");
    if (keys.length > 0) opened.set(workflowId, keys);
    return keys;
  }
  return { fresh, known: async (workflowId) => opened.get(workflowId) ?? fresh(workflowId) };
}

/** Seals a secret with a key made for it alone, so that deleting its row ends it for good. */
export async function sealSecret(
  masters: MasterKeys,
  { orgId, id }: { orgId: string; id: string },
  secret: string,
): Promise<SealedSecret> {
  const { dataKey, wrapped } = await makeDataKey(masters, orgId);
  return { key: wrapped, envelope: await seal(dataKey, placeOf(orgId, id), secret) };
}

async function openSecret(masters: MasterKeys, place: Place, sealed: SealedSecret): Promise<string> {
  try {
    return await unseal(await openDataKey(masters, place.orgId, sealed.key), place, sealed.envelope);
  } catch (cause) {
    // A master key that is missing comes back; senders keep their message until then.
    throw unavailable("the webhook's secret cannot be opened just now; send it again later", 60, cause);
  }
}

const placeOf = (orgId: string, secretId: string): Place => ({ orgId, secretId, version: 1 });
