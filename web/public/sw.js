// Lets Floyo be read without a network: the build's files, and the pages that the person who is signed in saw last.
// Pages live in a cache named after that person; another person, or signing out, deletes it. Nothing but GET of our own
// origin is looked at, and never /api or /auth: no token and no write is ever kept. By hand, since the kept libraries hook
// into webpack and this build is Turbopack's.
const ASSETS = "floyo-assets-1";
const WHO = "floyo-who";
const PAGES = "floyo-pages-";
const MOST_ASSETS = 400;
const MOST_PAGES = 60;
const NETWORK_PATIENCE_MS = 6_000;
const KEPT_MS = 14 * 86_400_000;
const NEVER_KEPT = /^\/(api|auth|sign-in|sign-up|check-mail|reset|docs|look|pricing|privacy)(\/|$)|^\/$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const { tell, userId, paths } = event.data ?? {};
  if (tell === "person" && typeof userId === "string") event.waitUntil(keepFor(userId, paths ?? []));
  if (tell === "forget") event.waitUntil(forgetAll());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith("/_next/static/")) event.respondWith(asset(request));
  else if (request.mode === "navigate" && !NEVER_KEPT.test(url.pathname)) event.respondWith(page(event));
});

/** A file of the build never changes under its name. */
async function asset(request) {
  const cache = await caches.open(ASSETS).catch(() => null);
  const kept = await cache?.match(request).catch(() => undefined);
  if (kept) return kept;
  const answer = await fetch(request);
  if (cache && answer.ok) await keep(cache, request, answer.clone(), MOST_ASSETS);
  return answer;
}

/** The network first; what was kept when there is none, or when it lets people wait too long. */
async function page(event) {
  const { request } = event;
  const network = fetch(request);
  event.waitUntil(network.then((answer) => keepPage(request.url, answer.clone())).catch(() => {}));
  try {
    const kept = await keptPage(request.url).catch(() => undefined);
    return kept ? await Promise.race([network, patience(NETWORK_PATIENCE_MS, kept)]) : await network;
  } catch {
    return (await keptPage(request.url).catch(() => undefined)) ?? notKept();
  }
}

async function keepPage(url, answer) {
  const who = await currentPerson();
  const isPage = answer.headers.get("content-type")?.startsWith("text/html");
  if (!who || !answer.ok || answer.redirected || !isPage) return;
  const html = await answer.clone().text();
  await keep(await caches.open(PAGES + who), url, answer, MOST_PAGES);
  // A page is no use without its own files, and those of the first one came before this worker was there.
  const files = new Set(html.match(/\/_next\/static\/[^"'\\\s)]+/g) ?? []);
  await Promise.all([...files].map((file) => asset(new Request(file)).catch(() => {})));
}

async function keptPage(url) {
  const who = await currentPerson();
  if (!who) return undefined;
  const cache = await caches.open(PAGES + who);
  const kept = (await cache.match(url)) ?? (await cache.match(url, { ignoreSearch: true }));
  return kept && Date.now() - Date.parse(kept.headers.get("date") ?? "") < KEPT_MS ? kept : undefined;
}

async function keep(cache, key, answer, most) {
  try {
    await cache.put(key, answer);
    const keys = await cache.keys();
    await Promise.all(keys.slice(0, Math.max(0, keys.length - most)).map((old) => cache.delete(old)));
  } catch {
    // A device that is full keeps nothing more. What arrived is there all the same, and is shown.
  }
}

/** Takes the person of the page; what was kept for anybody else goes. Then reads the places that were not kept yet. */
async function keepFor(userId, paths) {
  if ((await currentPerson()) !== userId) {
    await forgetAll();
    await (await caches.open(WHO)).put("/who", new Response(userId));
  }
  const cache = await caches.open(PAGES + userId);
  for (const path of paths) {
    const url = new URL(path, self.location.origin).href;
    if (NEVER_KEPT.test(path) || (await cache.match(url))) continue;
    const answer = await fetch(url, { headers: { accept: "text/html" } }).catch(() => null);
    if (answer) await keepPage(url, answer);
  }
}

async function currentPerson() {
  const kept = await (await caches.open(WHO)).match("/who");
  return kept ? kept.text() : null;
}

async function forgetAll() {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name === WHO || name.startsWith(PAGES)).map((name) => caches.delete(name)),
  );
}

function patience(ms, kept) {
  return new Promise((done) => setTimeout(() => done(kept), ms));
}

async function notKept() {
  const paths = await keptPaths().catch(() => []);
  const links = paths
    .map((path) => `<li><a href="${escapeText(path)}">${escapeText(path)}</a></li>`)
    .join("");
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>Offline · Floyo</title><style>
:root{color-scheme:light dark}body{margin:0;min-height:100dvh;display:grid;place-content:center;padding:20px;
font:14px/21px ui-sans-serif,system-ui,sans-serif;background:light-dark(#f7f6f3,#141412);color:light-dark(#1c1b19,#f0eee8)}
main{max-width:440px}h1{font-size:22px;line-height:28px;margin:0 0 8px}p{color:light-dark(#65625a,#a5a197);margin:0 0 12px}
a{color:inherit;display:inline-block;padding:8px 0}ul{margin:0;padding-inline-start:18px}</style></head><body><main>
<h1>You are offline</h1><p>This page was not read on this device before, so there is nothing of it to show. Nothing is lost:
what you did is kept, and what waits is sent when the network is back.</p>
${links ? `<p>These can be read now:</p><ul>${links}</ul>` : ""}<p><a href="">Try again</a></p></main></body></html>`;
  return new Response(html, {
    status: 503,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
    },
  });
}

async function keptPaths() {
  const who = await currentPerson();
  const keys = who ? await (await caches.open(PAGES + who)).keys() : [];
  return [...new Set(keys.map(({ url }) => new URL(url).pathname))].sort();
}

function escapeText(text) {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
