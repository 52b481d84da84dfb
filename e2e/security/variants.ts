import type { RawRequest } from "./raw-request.ts";

type Variant = (path: string) => RawRequest;

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

/** The same page asked for in every way that has once gone past somebody's check. */
export const VARIANTS: readonly Variant[] = [
  get({}),
  at((path) => `${path}.rsc`),
  at((path) => `${path}?_rsc=x`),
  get({ rsc: "1" }),
  get({ rsc: "1" }, (path) => `${path}?_rsc=1abcd`),
  get({ rsc: "1", "next-router-prefetch": "1" }),
  get({ rsc: "1", "next-router-prefetch": "2" }),
  get({ rsc: "1", "next-router-segment-prefetch": "/_tree" }),
  get({ rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/__PAGE__" }),
  at((path) => `${path}.segments/_tree.segment.rsc`),
  at((path) => `${path}.segments/_index.segment.rsc`),
  at((path) => `${path}.prefetch.rsc`),
  at((path) => `/_next/data/build${path}.json`),
  get({ "x-nextjs-data": "1" }),
  get({ [SKIP]: "middleware" }),
  get({ [SKIP]: "src/middleware" }),
  get({ [SKIP]: Array(5).fill("middleware").join(":") }),
  get({ [SKIP]: Array(5).fill("src/middleware").join(":") }),
  get({ [SKIP]: Array(5).fill("proxy").join(":") }),
  get({ [SKIP]: Array(5).fill("middleware").join(":"), rsc: "1" }),
  get({ "x-middleware-next": "1", "x-middleware-rewrite": "/feed" }),
  at((path) => `/${path}`),
  at((path) => path.replaceAll(/(?<=.)\//g, "//")),
  at((path) => `/${path.slice(1).replaceAll("/", "%2f")}`),
  at((path) => `/%2f${path.slice(1)}`),
  at((path) => `${path}/`),
  at((path) => `/.${path}`),
  at((path) => `/x/..${path}`),
  at((path) => `/x/%2e%2e${path}`),
  at((path) => `/sign-in/..%2f${path.slice(1)}`),
  at((path) => path.toUpperCase()),
  at((path) => `/${encodeURIComponent(path.slice(1, 2))}%${path.charCodeAt(2).toString(16)}${path.slice(3)}`),
  at((path) => `/en${path}`),
  at((path) => `${path};a=b`),
  at((path) => `${path}%00`),
  at((path) => `/_next/static/..${path}`),
  at((path) => `/api/health/../..${path}`),
  at((path) => `/_next/image?url=${encodeURIComponent(path)}&w=64&q=75`),
  get({ "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" }),
  (path) => ({ path: "/", headers: { "x-original-url": path, "x-rewrite-url": path } }),
  (path) => ({
    path: "/",
    headers: { "x-invoke-path": path, "x-matched-path": path, "x-invoke-status": "200" },
  }),
  get({ "next-url": "/feed", rsc: "1" }),
  ...["HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"].map(method),
];
