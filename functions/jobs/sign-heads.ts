import { auditHeadsDue, storeAuditHead } from "../_db/audit-heads.ts";
import type { Database } from "../_db/client.ts";
import type { ObjectStore } from "../_storage/open-storage.ts";

/** Heads an hour: what a delivery can write to Storage one after the other. */
const AT_MOST = 100;

/**
 * Signs the end of every audit chain that grew, keeps it in Storage first and in the database then: a row without its
 * object would promise what nobody outside can prove.
 */
export async function signHeads(
  { sql, storage, auditKey }: { sql: Database; storage: ObjectStore; auditKey: string },
  now: Date,
): Promise<number> {
  const due = await auditHeadsDue(sql, AT_MOST);
  if (due.length === 0) return 0;
  const { privateKey, keyId } = await readAuditKey(auditKey);
  const signedAt = now.toISOString();
  for (const { orgId, seq, hash } of due) {
    const statement = headStatement({ orgId, seq, hash, signedAt });
    const signature = hex(await crypto.subtle.sign("Ed25519", privateKey, statement));
    const body = new TextEncoder().encode(JSON.stringify({ orgId, seq, hash, signedAt, keyId, signature }));
    await storage.put(
      "audit-heads",
      `${orgId}/${String(seq).padStart(12, "0")}.json`,
      body,
      "application/json",
    );
    await storeAuditHead(sql, { orgId, seq, hash, keyId, signature, signedAt });
  }
  return due.length;
}

/** What is signed: the four facts in this order, one a line. */
function headStatement(head: { orgId: string; seq: number; hash: string; signedAt: string }) {
  return new TextEncoder().encode(`${head.orgId}\n${head.seq}\n${head.hash}\n${head.signedAt}\n`);
}

/** The key and its name: the first 16 hex digits of the SHA-256 of its public half, so that a check finds the right one. */
async function readAuditKey(pkcs8: string): Promise<{ privateKey: CryptoKey; keyId: string }> {
  const bytes = Uint8Array.from(atob(pkcs8), (character) => character.charCodeAt(0));
  const privateKey = await crypto.subtle.importKey("pkcs8", bytes, "Ed25519", true, ["sign"]);
  const { x } = await crypto.subtle.exportKey("jwk", privateKey);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(x ?? ""));
  return { privateKey, keyId: hex(digest).slice(0, 16) };
}

function hex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
