import { unauthorized } from "./token.ts";

/** Who sends: a signed-in person, or a device or API client with a key of that person. */
export type Caller =
  | { kind: "person"; userId: string; limitKey: string }
  | { kind: "device"; userId: string; limitKey: string; sourceId: string | null };

export interface FoundKey {
  userId: string;
  sourceId: string | null;
  scopes: string[];
  problem: string | null;
}

export type Bearer = { kind: "token"; token: string } | { kind: "key"; hash: Uint8Array; limitKey: string };

const BEARER = /^Bearer ([\x21-\x7e]{1,8192})$/i;
const DEVICE_KEY = /^flk_[A-Za-z0-9_-]{43}$/;

/** What the Authorization header carries; throws 401 when it is missing or neither token nor key. */
export async function readBearer(request: Request): Promise<Bearer> {
  const header = request.headers.get("authorization");
  if (header === null) throw unauthorized("send Authorization: Bearer <access token or flk_ key>");
  const credential = BEARER.exec(header)?.[1];
  if (credential === undefined)
    throw unauthorized("Authorization must read: Bearer <access token or flk_ key>");
  if (!credential.startsWith("flk_")) return { kind: "token", token: credential };
  if (!DEVICE_KEY.test(credential)) throw unauthorized("a key is flk_ and 43 characters; this one was cut");
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(credential)));
  const limitKey = Array.from(hash.subarray(0, 12), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return { kind: "key", hash, limitKey };
}

/** The person behind a good token; throws 401 when the session ended or lacks the second factor. */
export function callerOfSession(userId: string, mayAct: boolean): Caller {
  if (!mayAct) throw unauthorized("this session has ended or lacks the second factor; sign in again");
  return { kind: "person", userId, limitKey: userId };
}

/** The device behind a key that the database knows; throws 401 when it may not send. */
export function callerOfKey(found: FoundKey | null, limitKey: string, scope: string): Caller {
  if (found === null) throw unauthorized("this key is not known; make one under Settings, Keys");
  if (found.problem !== null)
    throw unauthorized(`this key is ${found.problem}; make a new one under Settings, Keys`);
  if (!found.scopes.includes(scope)) throw unauthorized(`this key may not ${scope}; make one that may`);
  return { kind: "device", userId: found.userId, limitKey, sourceId: found.sourceId };
}
