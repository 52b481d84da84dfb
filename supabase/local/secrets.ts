import { generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Tokens of the queue and the cache, the key that signs audit heads and the one that wraps others, of one local platform. */
export interface LocalSecrets {
  qstashToken: string;
  qstashCurrentSigningKey: string;
  qstashNextSigningKey: string;
  redisToken: string;
  /** Ed25519, PKCS #8 as base64. */
  auditKey: string;
  /** Wraps the keys of organisations: `name:key`, 32 bytes as base64. */
  secretsKeys: string;
}

/** Made once for a data folder and kept beside it, readable by its owner alone. */
export function loadSecrets(file: string): LocalSecrets {
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Partial<LocalSecrets>) : {};
  const secret = () => randomBytes(24).toString("base64url");
  const secrets: LocalSecrets = {
    qstashToken: secret(),
    qstashCurrentSigningKey: `sig_${secret()}`,
    qstashNextSigningKey: `sig_${secret()}`,
    redisToken: secret(),
    auditKey: generateKeyPairSync("ed25519")
      .privateKey.export({ format: "der", type: "pkcs8" })
      .toString("base64"),
    secretsKeys: `local:${randomBytes(32).toString("base64")}`,
    // What an earlier version kept stays, so that a folder gains what is new and loses nothing.
    ...kept,
  };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}
