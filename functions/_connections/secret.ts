import { z } from "zod";
import { type DataKey, Envelope, seal, unseal } from "../_secrets/envelope.ts";
import { type MasterKeys, openDataKey, WrappedKey } from "../_secrets/master-keys.ts";

export const Tokens = z.object({
  accessToken: z.string().min(1),
  /** null: the service gave none. */
  refreshToken: z.string().nullable(),
  /** Epoch ms; null: nobody said. */
  expiresAt: z.number().nullable(),
});
export type Tokens = z.infer<typeof Tokens>;

/** What lies in the envelope of a connection. */
export const Secret = z.object({ credential: z.record(z.string(), z.unknown()), tokens: Tokens.nullable() });
export type Secret = z.infer<typeof Secret>;

/** A connection as the database gives it to those who may open it. */
export const SealedConnection = z.object({
  id: z.uuid(),
  orgId: z.uuid(),
  connector: z.string(),
  signIn: z.enum(["none", "needed", "done"]),
  version: z.number().int(),
  envelope: Envelope,
  dataKey: WrappedKey,
});
export type SealedConnection = z.infer<typeof SealedConnection>;

export async function openSecret(masters: MasterKeys, sealed: SealedConnection): Promise<Secret> {
  const dataKey = await openDataKey(masters, sealed.orgId, sealed.dataKey);
  const place = { orgId: sealed.orgId, secretId: sealed.id, version: sealed.version };
  return Secret.parse(JSON.parse(await unseal(dataKey, place, sealed.envelope)));
}

/** The envelope of the secret's next version. */
export async function sealNext(
  masters: MasterKeys,
  sealed: SealedConnection,
  secret: Secret,
): Promise<Envelope> {
  const dataKey = await openDataKey(masters, sealed.orgId, sealed.dataKey);
  return sealSecret(dataKey, { orgId: sealed.orgId, id: sealed.id, version: sealed.version + 1 }, secret);
}

export function sealSecret(
  dataKey: DataKey,
  { orgId, id, version }: { orgId: string; id: string; version: number },
  secret: Secret,
): Promise<Envelope> {
  return seal(dataKey, { orgId, secretId: id, version }, JSON.stringify(secret));
}
