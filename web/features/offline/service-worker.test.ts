import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";
import { expect, test } from "vitest";

const ORIGIN = "https://floyo.test";
const CODE = readFileSync(new URL("../../public/sw.js", import.meta.url), "utf8");
const SCRIPT = { method: "GET", mode: "no-cors", url: `${ORIGIN}/_next/static/chunks/feed.js` };
const PAGE = { method: "GET", mode: "navigate", url: `${ORIGIN}/feed` };

test("a script that arrived is given to the page where the device has no room to keep it", async () => {
  const worker = startWorker({
    open: async () => ({
      match: async () => undefined,
      put: async () => {
        throw new DOMException("no room", "QuotaExceededError");
      },
      keys: async () => [],
    }),
  });

  const answer = await worker.ask(SCRIPT);

  expect(await answer.text()).toBe("from the network");
});

test("scripts and pages come from the network where the browser keeps nothing at all", async () => {
  const worker = startWorker({
    open: async () => {
      throw new DOMException("not here", "SecurityError");
    },
  });

  const [script, page] = [await worker.ask(SCRIPT), await worker.ask(PAGE)];

  expect([await script.text(), await page.text()]).toEqual(["from the network", "from the network"]);
});

test("without a network and with nothing kept, the page says that there is no network", async () => {
  const worker = startWorker(
    {
      open: async () => {
        throw new DOMException("not here", "SecurityError");
      },
    },
    async () => {
      throw new TypeError("no network");
    },
  );

  const answer = await worker.ask(PAGE);

  expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining("You are offline")]);
});

/** The worker as a browser runs it: its own global, the listeners it adds, and what it answers a request with. */
function startWorker(caches: object, fetch = async () => new Response("from the network")) {
  const listeners = new Map<string, (event: object) => void>();
  const self = {
    location: { origin: ORIGIN },
    addEventListener: (name: string, listener: (event: object) => void) => listeners.set(name, listener),
  };
  runInContext(CODE, createContext({ self, caches, fetch, Request, Response, URL, Date, setTimeout }));
  return {
    ask: (request: typeof SCRIPT): Promise<Response> =>
      new Promise((done, fail) => {
        listeners.get("fetch")?.({
          request,
          respondWith: (answer: Promise<Response>) => void answer.then(done, fail),
          waitUntil: (work: Promise<unknown>) => void work.catch(fail),
        });
      }),
  };
}
