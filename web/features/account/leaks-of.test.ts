import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { leaksOf } from "./leaks-of.ts";

const LEAKED = "password1234";
const HASH = createHash("sha1").update(LEAKED).digest("hex").toUpperCase();
let server: Server;
let url = "";
const asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers["add-padding"]}`);
    if (request.url?.startsWith("/away")) response.writeHead(503).end();
    else response.end(`${"0".repeat(35)}:0\r\n${HASH.slice(5)}:4242\r\n`);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((done) => server.close(done)));

test("a leaked password is found by five letters of its hash", async () => {
  expect(await leaksOf(LEAKED, `${url}/range/`)).toBe(4242);
  expect(asked.at(-1)).toBe(`/range/${HASH.slice(0, 5)} true`);
});

test("one that was never leaked is not", async () => {
  expect(await leaksOf("correct horse battery staple", url)).toBe(0);
});

test("a service that is away is an error, which the caller passes over", async () => {
  await expect(leaksOf(LEAKED, `${url}/away`)).rejects.toThrow("503");
});
