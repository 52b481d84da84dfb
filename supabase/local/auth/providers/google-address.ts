import { AsyncLocalStorage } from "node:async_hooks";

const ADDRESSES: Record<string, string> = {
  "https://accounts.google.com/o/oauth2/v2/auth": "/authorize",
  "https://oauth2.googleapis.com/token": "/token",
  "https://www.googleapis.com/oauth2/v3/certs": "/jwks",
  "https://www.googleapis.com/userinfo/v2/me": "/userinfo",
};

const standIn = new AsyncLocalStorage<string>();
let isInstalled = false;

/** The same address at the server that stands in for Google; null for any other address. */
export function atStandIn(address: string, url: string): string | null {
  const { origin, pathname, search } = new URL(address);
  const path = ADDRESSES[`${origin}${pathname}`];
  return path === undefined ? null : `${url}${path}${search}`;
}

/** Runs a request of the core, which knows Google's own addresses only, so that these lead to the stand-in. */
export function withStandIn<T>(url: string | undefined, work: () => Promise<T>): Promise<T> {
  if (url === undefined) return work();
  if (!isInstalled) install();
  return standIn.run(url, work);
}

function install(): void {
  isInstalled = true;
  const send = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const url = standIn.getStore();
    const isAddress = typeof input === "string" || input instanceof URL;
    const elsewhere = url && isAddress ? atStandIn(String(input), url) : null;
    return send(elsewhere ?? input, init);
  };
}
