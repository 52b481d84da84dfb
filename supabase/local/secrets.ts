import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Tokens of the queue and the cache of one local platform. */
export interface LocalSecrets {
  qstashToken: string;
  qstashCurrentSigningKey: string;
  qstashNextSigningKey: string;
  redisToken: string;
}

/** Made once for a data folder and kept beside it, readable by its owner alone. */
export function loadSecrets(file: string): LocalSecrets {
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as LocalSecrets;
  const secret = () => randomBytes(24).toString("base64url");
  const secrets: LocalSecrets = {
    qstashToken: secret(),
    qstashCurrentSigningKey: `sig_${secret()}`,
    qstashNextSigningKey: `sig_${secret()}`,
    redisToken: secret(),
  };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}
