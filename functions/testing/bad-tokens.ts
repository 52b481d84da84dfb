import { createHmac, createPrivateKey, createPublicKey, type JsonWebKey, sign } from "node:crypto";
import { makeSigningKey, type SigningKey } from "../../supabase/local/gateway/tokens.ts";

type Fields = Record<string, unknown>;

/** What a forger knows or could come by, and what only the project holds: its signing key. */
export interface TokenWorld {
  /** A token that is good everywhere, and its claims. */
  good: string;
  claims: Fields;
  signingKey: SigningKey;
  publishableKey: string;
  secretKey: string;
  anonJwt: string;
  serviceRoleJwt: string;
  refreshToken: string;
  /** A token whose session was signed out. */
  signedOut: string;
}

export interface BadToken {
  name: string;
  /** The whole Authorization header; null for none. */
  authorization: string | null;
  /** Only the functions ask for this: REST takes what the project's own key signed, and row-level security decides. */
  functionsOnly?: true;
}

const UNKNOWN_ID = "01890a5d-ac96-774b-bcce-b302099a8057";
const foreign = makeSigningKey();

/** Every way to be refused that we know of. */
export function badTokens(world: TokenWorld): BadToken[] {
  return [
    ...unsigned(world),
    ...signedWithWhatIsPublic(world),
    ...foreignKeys(world),
    ...wrongHeaders(world),
    ...wrongClaims(world),
    ...wrongShapes(world),
    ...otherCredentials(world),
  ];
}

function unsigned({ claims, good }: TokenWorld): BadToken[] {
  const kept = good.split(".")[2] ?? "";
  return ["none", "None", "NONE", "nOnE"].flatMap((alg) => [
    bearer(`alg ${alg} without a signature`, `${content({ alg, typ: "JWT" }, claims)}.`),
    bearer(`alg ${alg} with a good token's signature`, `${content({ alg, typ: "JWT" }, claims)}.${kept}`),
  ]);
}

/** The oldest trick: the public half of the key, taken as the secret of an HMAC. */
function signedWithWhatIsPublic({ claims, signingKey, publishableKey }: TokenWorld): BadToken[] {
  const { d: _private, ...shown } = signingKey;
  const key = createPublicKey({ key: shown, format: "jwk" });
  const pem = key.export({ type: "spki", format: "pem" }).toString();
  const secrets: [string, string | Buffer][] = [
    ["the public key as PEM", pem],
    ["the public key as PEM without its last line feed", pem.trim()],
    ["the public key as DER", key.export({ type: "spki", format: "der" })],
    ["the public key as JWK", JSON.stringify(shown)],
    ["the key's x", String(shown.x)],
    ["the key's id", signingKey.kid],
    ["the publishable key", publishableKey],
    ["nothing", ""],
  ];
  const byHmac = (alg: string, hash: string, secret: string | Buffer) => {
    const text = content({ alg, kid: signingKey.kid, typ: "JWT" }, claims);
    return `${text}.${createHmac(hash, secret).update(text).digest("base64url")}`;
  };
  return [
    ...secrets.map(([name, secret]) => bearer(`HS256 with ${name}`, byHmac("HS256", "sha256", secret))),
    bearer("HS384 with the public key", byHmac("HS384", "sha384", pem)),
    bearer("HS512 with the public key", byHmac("HS512", "sha512", pem)),
    bearer("ES256 in the header, an HMAC behind it", byHmac("ES256", "sha256", pem)),
  ];
}

function foreignKeys({ claims, signingKey }: TokenWorld): BadToken[] {
  const { d: _private, ...shown } = foreign;
  const headers: [string, Fields][] = [
    ["its own id", { kid: foreign.kid }],
    ["this project's key id", { kid: signingKey.kid }],
    ["no key id", {}],
    ["the key in the header", { jwk: shown }],
    ["the key in the header under this project's id", { jwk: shown, kid: signingKey.kid }],
    ["an address of its key set", { jku: "https://evil.example/jwks.json", kid: foreign.kid }],
    ["an address of its certificate", { x5u: "https://evil.example/cert.pem", kid: foreign.kid }],
    ["its certificate", { x5c: ["MIIB"], kid: foreign.kid }],
    ["a file as key id", { kid: "../../../../dev/null" }],
    ["SQL as key id", { kid: "x' union select 'secret" }],
  ];
  return [
    ...headers.map(([name, header]) =>
      bearer(`a foreign key with ${name}`, es256({ alg: "ES256", typ: "JWT", ...header }, claims, foreign)),
    ),
    bearer(
      "a token of another project",
      es256(
        { alg: "ES256", kid: foreign.kid },
        { ...claims, iss: "https://other.supabase.co/auth/v1" },
        foreign,
      ),
    ),
  ];
}

function wrongHeaders({ claims, signingKey }: TokenWorld): BadToken[] {
  const headers: [string, Fields, true?][] = [
    ["an empty key id", { alg: "ES256", kid: "" }],
    ["a number as key id", { alg: "ES256", kid: 1 }],
    ["RS256 over an ES256 signature", { alg: "RS256", kid: signingKey.kid }],
    ["PS256 over an ES256 signature", { alg: "PS256", kid: signingKey.kid }],
    ["ES384 over an ES256 signature", { alg: "ES384", kid: signingKey.kid }],
    ["EdDSA over an ES256 signature", { alg: "EdDSA", kid: signingKey.kid }],
    ["alg in small letters", { alg: "es256", kid: signingKey.kid }],
    ["no alg", { kid: signingKey.kid }],
    [
      "an extension nobody knows, marked critical",
      { alg: "ES256", kid: signingKey.kid, crit: ["x"], x: 1 },
      true,
    ],
  ];
  return headers.map(([name, header, functionsOnly]) =>
    bearer(`a header with ${name}`, es256(header, claims, signingKey), functionsOnly),
  );
}

/** Signed by the project itself: nobody can make these, and they are refused all the same. */
function wrongClaims({ claims, signingKey }: TokenWorld): BadToken[] {
  const now = Math.floor(Date.now() / 1000);
  const wrong: [string, Fields, true?][] = [
    ["no issuer", { iss: undefined }],
    ["another project's issuer", { iss: "https://other.supabase.co/auth/v1" }],
    ["an issuer with a slash more", { iss: `${claims.iss}/` }],
    ["an issuer that only begins right", { iss: `${claims.iss}.evil.example` }],
    ["no audience", { aud: undefined }, true],
    ["another audience", { aud: "anon" }, true],
    ["a list of other audiences", { aud: ["anon", "api"] }, true],
    ["an audience in capitals", { aud: "AUTHENTICATED" }, true],
    ["role anon", { role: "anon" }, true],
    ["role service_role", { role: "service_role" }, true],
    ["role postgres", { role: "postgres" }, true],
    ["no role", { role: undefined }],
    ["a list of roles", { role: ["authenticated"] }],
    ["an expiry a minute ago", { exp: now - 60 }],
    ["an expiry in 1970", { exp: 0 }],
    ["no expiry", { exp: undefined }],
    ["an expiry as text", { exp: String(now + 3600) }],
    ["a beginning in an hour", { nbf: now + 3600 }, true],
    ["a date of issue in an hour", { iat: now + 3600 }, true],
    ["no person", { sub: undefined }, true],
    ["a person that is no id", { sub: "1 or 1=1" }, true],
    ["a person nobody knows", { sub: UNKNOWN_ID }],
    ["no session", { session_id: undefined }],
    ["a session nobody knows", { session_id: UNKNOWN_ID }],
    ["a session that is no id", { session_id: "x" }, true],
    ["a level of proof that does not exist", { aal: "aal9" }, true],
  ];
  return wrong.map(([name, change, functionsOnly]) =>
    bearer(
      `claims with ${name}`,
      es256({ alg: "ES256", kid: signingKey.kid, typ: "JWT" }, { ...claims, ...change }, signingKey),
      functionsOnly,
    ),
  );
}

function wrongShapes({ good, claims }: TokenWorld): BadToken[] {
  const [header = "", body = "", signature = ""] = good.split(".");
  const raw = Buffer.from(signature, "base64url");
  const half = raw.length / 2;
  return [
    bearer("no signature", `${header}.${body}`),
    bearer("an empty signature", `${header}.${body}.`),
    bearer("a signature cut in half", `${header}.${body}.${signature.slice(0, 43)}`),
    bearer("a signature of zeros", `${header}.${body}.${Buffer.alloc(raw.length).toString("base64url")}`),
    bearer(
      "a signature with its halves swapped",
      `${header}.${body}.${Buffer.concat([raw.subarray(half), raw.subarray(0, half)]).toString("base64url")}`,
    ),
    bearer("a signature twice", `${header}.${body}.${signature}.${signature}`),
    bearer("the token twice", `${good}.${good}`),
    bearer("the token and a comma and the token", `${good},${good}`),
    bearer("a blank within", `${header}. ${body}.${signature}`),
    bearer("a tab within", `${header}.\t${body}.${signature}`),
    bearer("claims cut short", `${header}.${body.slice(0, -4)}.${signature}`),
    bearer(
      "another person under a good signature",
      `${header}.${encode({ ...claims, sub: UNKNOWN_ID })}.${signature}`,
    ),
    bearer(
      "more rights under a good signature",
      `${header}.${encode({ ...claims, role: "service_role" })}.${signature}`,
    ),
    bearer("no claims", `${header}..${signature}`),
    bearer("claims that are no JSON", `${header}.${Buffer.from("{").toString("base64url")}.${signature}`),
    bearer("the token in small letters", good.toLowerCase()),
    bearer("five parts", `${header}..${body}.${signature}.${signature}`),
    bearer("9 000 characters", `${header}.${"A".repeat(9000)}.${signature}`),
    { name: "no header", authorization: null },
    { name: "the word Bearer alone", authorization: "Bearer" },
    {
      name: "Basic instead of Bearer",
      authorization: `Basic ${Buffer.from(`x:${good}`).toString("base64")}`,
    },
    { name: "the token without a word before it", authorization: good },
    { name: "Token instead of Bearer", authorization: `Token ${good}` },
    bearer("the word null", "null"),
    bearer("the word undefined", "undefined"),
  ];
}

function otherCredentials(world: TokenWorld): BadToken[] {
  return [
    bearer("the publishable key", world.publishableKey),
    bearer("the secret key", world.secretKey),
    bearer("the project's anonymous token", world.anonJwt),
    bearer("the project's service token", world.serviceRoleJwt, true),
    bearer("a refresh token", world.refreshToken),
    bearer("a token that was signed out", world.signedOut),
    bearer("a key nobody made", `flk_${"A".repeat(43)}`),
    bearer("a key cut short", `flk_${"A".repeat(42)}`),
    bearer("a key in capitals", `FLK_${"A".repeat(43)}`),
    bearer("another service's token", `ghp_${"a".repeat(36)}`),
  ];
}

function bearer(name: string, token: string, functionsOnly?: true): BadToken {
  return { name, authorization: `Bearer ${token}`, ...(functionsOnly ? { functionsOnly } : {}) };
}

function es256(header: Fields, claims: Fields, key: SigningKey): string {
  const text = content(header, claims);
  const privateKey = createPrivateKey({ key: key as JsonWebKey, format: "jwk" });
  const signature = sign("sha256", Buffer.from(text), { key: privateKey, dsaEncoding: "ieee-p1363" });
  return `${text}.${signature.toString("base64url")}`;
}

function content(header: Fields, claims: Fields): string {
  return `${encode(header)}.${encode(claims)}`;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
