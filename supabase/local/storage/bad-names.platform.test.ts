import { request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestPlatform, type TestPlatform } from "../gateway/testing.ts";
import { serverOf, storedFiles } from "./testing.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
  await serverOf(platform).storage.createBucket("files");
  await serverOf(platform).storage.from("files").upload("a/good.txt", "good");
});
afterAll(() => platform?.stop());

/** The path as it is written here: `fetch` would take the steps out before anybody saw them. */
function put(path: string): Promise<number> {
  return new Promise((done, fail) => {
    const sent = request(
      `${platform.gateway.url}`,
      {
        method: "POST",
        path: `/storage/v1/object/${path}`,
        headers: { apikey: platform.keys.secretKey, "content-type": "text/plain", "x-upsert": "true" },
      },
      (answer) => {
        answer.resume();
        answer.on("end", () => done(answer.statusCode ?? 0));
      },
    );
    sent.on("error", fail);
    sent.end("bad");
  });
}

test.each([
  "files/../a.txt",
  "files/..",
  "files/./a.txt",
  "files/a/../../../../etc/passwd",
  "files/%2e%2e/a.txt",
  "files/%2E%2E%2Fa.txt",
  "files/.%2e/a.txt",
  "files/a%2f..%2f..%2fb.txt",
  "files/a%5c..%5cb.txt",
  "files/a%00.txt",
  "files/%00",
  "files/a%0ab.txt",
  "files/%252e%252e/a.txt",
  "files/a%25.txt",
  "files/%ff%fe.txt",
  "files/%C3%BCber.txt",
  "files/a%7Cb.txt",
  "files/a%3C.txt",
  "files/",
  "../files/a.txt",
  "%2e%2e/files/a.txt",
  `files/${"x".repeat(1025)}`,
  `files/${"x/".repeat(600)}x`,
])("the name %s is refused, and nothing is written", async (path) => {
  const before = await storedFiles(platform.storageFolder);

  const status = await put(path);

  expect(status).toBe(400);
  expect(await storedFiles(platform.storageFolder)).toEqual(before);
});

test("names of 1 024 bytes and every allowed sign are taken", async () => {
  const files = serverOf(platform).storage.from("files");

  const answers = [
    await files.upload("x".repeat(1024), "long"),
    await files.upload("signs !-.*'()&$@=;:+,_/é".replace("é", "e"), "signs"),
    await files.upload("dots..in..name.txt", "dots"),
  ];

  expect(answers.map(({ error }) => error)).toEqual([null, null, null]);
});

test.each([
  ["list", { prefix: "", limit: -1 }],
  ["list", { sortBy: { column: "secret", order: "asc" } }],
  ["list", { sortBy: { column: "name; drop table x", order: "asc" } }],
  ["list-v2", { cursor: "not a cursor" }],
])("a %s with %j is refused", async (form, body) => {
  const answer = await fetch(`${platform.gateway.url}/storage/v1/object/${form}/files`, {
    method: "POST",
    headers: { apikey: platform.keys.secretKey, "content-type": "application/json" },
    body: JSON.stringify(body),
  });

  expect([answer.status, ((await answer.json()) as { statusCode: string }).statusCode]).toEqual([400, "400"]);
});

test("a body that is no JSON, and a path that leads nowhere, are told so", async () => {
  const headers = { apikey: platform.keys.secretKey, "content-type": "application/json" };
  const broken = await fetch(`${platform.gateway.url}/storage/v1/object/list/files`, {
    method: "POST",
    headers,
    body: "{",
  });
  const nowhere = await fetch(`${platform.gateway.url}/storage/v1/vector/list`, { headers });

  expect([broken.status, nowhere.status]).toEqual([400, 400]);
  expect(await nowhere.json()).toMatchObject({ statusCode: "404", error: "Not Found" });
});

test("a prefix with the signs of patterns means those signs", async () => {
  const files = serverOf(platform).storage.from("files");
  await files.upload("per_cent/x.txt", "x");
  await files.upload("perXcent/y.txt", "y");

  const { data } = await files.list("per_cent");

  expect(data?.map(({ name }) => name)).toEqual(["x.txt"]);
});
