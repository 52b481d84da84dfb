import { randomBytes } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeSigningKey, publicKey, type SigningKey, signToken } from "./tokens.ts";

/** The keys of one local project: what clients send, and what signs their users' tokens. */
export interface PlatformKeys {
  /** For browsers: role `anon`. */
  publishableKey: string;
  /** For servers: role `service_role`, which row level security does not bind. */
  secretKey: string;
  /** The same two as tokens, which older clients send. */
  anonJwt: string;
  serviceRoleJwt: string;
  /** ES256, with its private part. */
  signingKey: SigningKey;
  jwks: { keys: SigningKey[] };
}

const TEN_YEARS_S = 10 * 365 * 24 * 60 * 60;

/** The issuer of the two project tokens, on hosted "supabase". */
export const PROJECT_ISSUER = "supabase-local";

/** Reads the keys of this data folder; the first call makes them, in a file that only its owner may read. */
export async function loadKeys({ dataDir }: { dataDir: string }): Promise<PlatformKeys> {
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, "keys.json");
  const known = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (known !== null) return parseKeys(known, file);
  const keys = makeKeys(Math.floor(Date.now() / 1000));
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, JSON.stringify(keys, null, 2), { mode: 0o600 });
  await rename(unfinished, file);
  return keys;
}

function makeKeys(iat: number): PlatformKeys {
  const signingKey = makeSigningKey();
  const projectToken = (role: string) =>
    signToken({ iss: PROJECT_ISSUER, role, iat, exp: iat + TEN_YEARS_S }, signingKey);
  return {
    publishableKey: `sb_publishable_${randomBytes(24).toString("base64url")}`,
    secretKey: `sb_secret_${randomBytes(24).toString("base64url")}`,
    anonJwt: projectToken("anon"),
    serviceRoleJwt: projectToken("service_role"),
    signingKey,
    jwks: { keys: [publicKey(signingKey)] },
  };
}

function parseKeys(text: string, file: string): PlatformKeys {
  const keys: unknown = JSON.parse(text);
  const wanted = ["publishableKey", "secretKey", "anonJwt", "serviceRoleJwt", "signingKey", "jwks"];
  if (typeof keys !== "object" || keys === null || wanted.some((name) => !(name in keys))) {
    throw new Error(`${file} does not hold the platform's keys: delete it to have new ones made.`);
  }
  return keys as PlatformKeys;
}
