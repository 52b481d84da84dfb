import { AsyncLocalStorage } from "node:async_hooks";
import { isIP } from "node:net";

/** What a session notes of the device that uses it. */
export interface RequestFacts {
  userAgent: string | null;
  ip: string;
}

const LOOPBACK = "127.0.0.1";
const MAX_USER_AGENT = 1024;

export const requestFacts = new AsyncLocalStorage<RequestFacts>();

/** The facts of the request being answered. */
export function currentFacts(): RequestFacts {
  return requestFacts.getStore() ?? { userAgent: null, ip: LOOPBACK };
}

/** As hosted reads them: the first address of X-Forwarded-For, else the peer, which here is always this machine. */
export function readFacts(request: Request): RequestFacts {
  const forwarded = request.headers.get("x-forwarded-for")?.split(",") ?? [];
  const ip = forwarded.map((address) => address.trim()).find((address) => isIP(address) !== 0);
  const userAgent = request.headers.get("user-agent")?.slice(0, MAX_USER_AGENT) ?? null;
  return { userAgent, ip: ip ?? LOOPBACK };
}
