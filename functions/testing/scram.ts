import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";

/** The client's half of SCRAM-SHA-256 (RFC 5802, RFC 7677) as Postgres speaks it. */
export function startScram(password: string): { first: string; answer(serverFirst: string): string } {
  const nonce = randomBytes(18).toString("base64");
  const firstBare = `n=,r=${nonce}`;
  return {
    first: `n,,${firstBare}`,
    answer(serverFirst) {
      const fields = new Map(serverFirst.split(",").map((field) => [field[0], field.slice(2)]));
      const salt = Buffer.from(fields.get("s") ?? "", "base64");
      const salted = pbkdf2Sync(password, salt, Number(fields.get("i")), 32, "sha256");
      const clientKey = createHmac("sha256", salted).update("Client Key").digest();
      const storedKey = createHash("sha256").update(clientKey).digest();
      const withoutProof = `c=biws,r=${fields.get("r")}`;
      const signature = createHmac("sha256", storedKey)
        .update(`${firstBare},${serverFirst},${withoutProof}`)
        .digest();
      const proof = Buffer.from(clientKey.map((byte, index) => byte ^ (signature[index] ?? 0)));
      return `${withoutProof},p=${proof.toString("base64")}`;
    },
  };
}
