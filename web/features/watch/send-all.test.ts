import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { anEvent } from "@floyo/shared/events/event-builder.ts";
import { EVENT_OPS } from "@floyo/shared/events/event-ops.ts";
import { afterEach, expect, it } from "vitest";
import { createPassingStore } from "./passing-store.ts";
import { sendAll } from "./send-all.ts";

const SOURCE = "5f0a1c1e-3a43-4e37-9d5b-0d5a3f0f1c11";
const ALL = { ops: EVENT_OPS, ignoredPaths: [], isPaused: false };
const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});

/** A queue of 1 200 events, and a service that gives this answer to every batch. */
async function aQueue(answer: { status: number; body?: object }) {
  const server = createServer((request, response) => {
    request
      .resume()
      .on("end", () => response.writeHead(answer.status).end(JSON.stringify(answer.body ?? {})));
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const store = createPassingStore();
  const events = Array.from({ length: 1_200 }, () => anEvent());
  await store.addFound(SOURCE, { stamps: new Map(), events });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    store,
    options: {
      sourceId: SOURCE,
      store,
      url,
      token: async () => "token",
      readRules: async () => ALL,
      network: new EventTarget(),
    },
  };
}

it("says that nothing is left once every batch was taken", async () => {
  const { store, options } = await aQueue({ status: 200, body: { accepted: 1, duplicate: 0, rejected: [] } });

  expect(await sendAll(options)).toBeNull();
  expect(await store.countQueue(SOURCE)).toBe(0);
});

it("says at once what keeps the events, and keeps them", async () => {
  const { store, options } = await aQueue({ status: 503 });

  expect(await sendAll(options)).toBe("busy");
  expect(await store.countQueue(SOURCE)).toBe(1_200);
});

it("waits for nothing where the source is gone", async () => {
  const { options } = await aQueue({ status: 404 });

  expect(await sendAll(options)).toBeNull();
});
