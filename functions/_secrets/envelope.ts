import { z } from "zod";

/** A sealed secret as it is stored. Nothing of it is secret without the key it names. */
export const Envelope = z.object({
  v: z.literal(1),
  /** Which data key sealed it. */
  key: z.uuid(),
  iv: z.base64().length(16),
  sealed: z.base64().max(100_000),
});
export type Envelope = z.infer<typeof Envelope>;

/** Where an envelope belongs. Moved to another row, organisation or version it does not open. */
export interface Place {
  orgId: string;
  secretId: string;
  /** Counts the replacements of this secret. */
  version: number;
}

const MAX_SECRET_BYTES = 64 * 1024;
const IV_BYTES = 12;

/** Seals a text with an organisation's data key: AES-256-GCM, a random 96-bit nonce, bound to its place. */
export async function seal(dataKey: DataKey, place: Place, text: string): Promise<Envelope> {
  const plain = new TextEncoder().encode(text);
  if (plain.length > MAX_SECRET_BYTES) throw new RangeError(`a secret has at most ${MAX_SECRET_BYTES} bytes`);
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData: boundTo(place, dataKey.id) },
    dataKey.key,
    plain,
  );
  return { v: 1, key: dataKey.id, iv: toBase64(iv), sealed: toBase64(new Uint8Array(sealed)) };
}

/** The text of an envelope. Throws when key or place are not its own, or one bit was changed. */
export async function unseal(dataKey: DataKey, place: Place, envelope: Envelope): Promise<string> {
  if (envelope.key !== dataKey.id) throw new Error("the envelope was sealed with another data key");
  const plain = await crypto.subtle
    .decrypt(
      { name: "AES-GCM", iv: fromBase64(envelope.iv), additionalData: boundTo(place, dataKey.id) },
      dataKey.key,
      fromBase64(envelope.sealed),
    )
    .catch((cause: unknown) => {
      throw new Error("the envelope does not open here: it was changed or moved", { cause });
    });
  return new TextDecoder().decode(plain);
}

/** An organisation's own key. Deleting its wrapped form makes all its secrets unreadable for good. */
export interface DataKey {
  id: string;
  key: CryptoKey;
}

/** JSON, not joined text, so that no two places read the same. */
function boundTo(place: Place, keyId: string) {
  const { orgId, secretId, version } = place;
  return new TextEncoder().encode(JSON.stringify(["floyo secret", orgId, secretId, version, keyId]));
}

export function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

/** Bytes over a buffer of their own: what Web Crypto takes, under names that differ between TypeScript's versions. */
export type Bytes = ReturnType<typeof fromBase64>;

export function fromBase64(text: string) {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}
