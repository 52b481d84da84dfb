import { z } from "zod";
import { type Bytes, type DataKey, fromBase64, toBase64 } from "./envelope.ts";

/** An organisation's data key as it is stored: wrapped by one of the master keys. */
export const WrappedKey = z.object({
  id: z.uuid(),
  /** Which master key wraps it. */
  master: z.string(),
  iv: z.base64().length(16),
  wrapped: z.base64().max(200),
});
export type WrappedKey = z.infer<typeof WrappedKey>;

/** The keys that wrap the organisations' keys, the one in use first. */
export type MasterKeys = readonly { name: string; key: CryptoKey }[];

const KEY_BYTES = 32;
const Listed = z
  .string()
  .regex(/^[a-z0-9-]{1,20}:[A-Za-z0-9+/]{43}=(,[a-z0-9-]{1,20}:[A-Za-z0-9+/]{43}=)*$/, {
    error:
      "must be name:key, a key being 32 random bytes as base64 (openssl rand -base64 32); old ones after a comma",
  });

/**
 * Reads `FLOYO_SECRETS_KEYS`: `name:key,oldname:oldkey`. The first wraps what is new; the others still open what they
 * wrapped. Throws one sentence that does not show the keys.
 */
export async function readMasterKeys(text: string | undefined): Promise<MasterKeys> {
  const listed = Listed.safeParse(text ?? "");
  if (!listed.success) throw new Error(`FLOYO_SECRETS_KEYS ${listed.error.issues[0]?.message}.`);
  const pairs = listed.data.split(",").map((pair) => pair.split(":") as [string, string]);
  if (new Set(pairs.map(([name]) => name)).size < pairs.length) {
    throw new Error("FLOYO_SECRETS_KEYS names a key twice; each has a name of its own.");
  }
  return Promise.all(pairs.map(async ([name, key]) => ({ name, key: await importAes(fromBase64(key)) })));
}

/** Makes a data key for an organisation, and its wrapped form to store. */
export async function makeDataKey(
  masters: MasterKeys,
  orgId: string,
): Promise<{ dataKey: DataKey; wrapped: WrappedKey }> {
  const raw = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  const id = crypto.randomUUID();
  return { dataKey: { id, key: await importAes(raw) }, wrapped: await wrap(masters, { orgId, id, raw }) };
}

/** Opens an organisation's stored key. Throws when it belongs to another organisation or its master key is not listed. */
export async function openDataKey(masters: MasterKeys, orgId: string, wrapped: WrappedKey): Promise<DataKey> {
  return { id: wrapped.id, key: await importAes(await unwrap(masters, orgId, wrapped)) };
}

/**
 * The same data key wrapped by the master key in use; null when it is already. Envelopes stay as they are, so a master
 * key is replaced without touching a secret: list the new one first, rewrap all rows, take the old one out.
 */
export async function rewrap(
  masters: MasterKeys,
  orgId: string,
  wrapped: WrappedKey,
): Promise<WrappedKey | null> {
  if (wrapped.master === masters[0]?.name) return null;
  return wrap(masters, { orgId, id: wrapped.id, raw: await unwrap(masters, orgId, wrapped) });
}

async function wrap(
  masters: MasterKeys,
  { orgId, id, raw }: { orgId: string; id: string; raw: Bytes },
): Promise<WrappedKey> {
  const master = masters[0];
  if (!master) throw new Error("there is no master key");
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData: boundTo(orgId, id, master.name) },
    master.key,
    raw,
  );
  return { id, master: master.name, iv: toBase64(iv), wrapped: toBase64(new Uint8Array(sealed)) };
}

async function unwrap(masters: MasterKeys, orgId: string, wrapped: WrappedKey): Promise<Bytes> {
  const master = masters.find(({ name }) => name === wrapped.master);
  if (!master) throw new Error(`the master key "${wrapped.master}" is not among FLOYO_SECRETS_KEYS`);
  const raw = await crypto.subtle
    .decrypt(
      {
        name: "AES-GCM",
        iv: fromBase64(wrapped.iv),
        additionalData: boundTo(orgId, wrapped.id, master.name),
      },
      master.key,
      fromBase64(wrapped.wrapped),
    )
    .catch((cause: unknown) => {
      throw new Error("the data key does not open: another organisation's, changed, or another master key", {
        cause,
      });
    });
  return new Uint8Array(raw);
}

function importAes(raw: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}

function boundTo(orgId: string, keyId: string, master: string) {
  return new TextEncoder().encode(JSON.stringify(["floyo data key", orgId, keyId, master]));
}
