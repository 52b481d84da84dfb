import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestPlatform, type TestPlatform } from "../gateway/testing.ts";
import { serverOf } from "./testing.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform?.stop());

const storage = () => serverOf(platform).storage;

test("a bucket is made, read, changed, emptied and deleted", async () => {
  const made = await storage().createBucket("books", {
    public: false,
    fileSizeLimit: "20KB",
    allowedMimeTypes: ["text/*", "image/png"],
  });
  const read = await storage().getBucket("books");
  const changed = await storage().updateBucket("books", { public: true, fileSizeLimit: 100 });
  const after = await storage().getBucket("books");
  await storage().from("books").upload("a/b.txt", "text", { contentType: "text/plain" });
  const full = await storage().deleteBucket("books");
  const emptied = await storage().emptyBucket("books");
  const deleted = await storage().deleteBucket("books");

  expect([made.data, changed.data, emptied.error, deleted.data]).toEqual([
    { name: "books" },
    { message: "Successfully updated" },
    null,
    { message: "Successfully deleted" },
  ]);
  expect([read.data, after.data]).toMatchObject([
    { id: "books", public: false, file_size_limit: 20_000, allowed_mime_types: ["text/*", "image/png"] },
    { id: "books", public: true, file_size_limit: 100, allowed_mime_types: ["text/*", "image/png"] },
  ]);
  expect([full.error?.message, (await storage().getBucket("books")).error?.message]).toEqual([
    "The bucket you tried to delete is not empty",
    "Bucket not found",
  ]);
});

test("buckets are listed by name, searched and paged", async () => {
  for (const name of ["list-b", "list-a", "list-c"]) await storage().createBucket(name);

  const { data } = await storage().listBuckets({ search: "LIST-", limit: 2, sortOrder: "desc" });

  expect(data?.map(({ name }) => name)).toEqual(["list-c", "list-b"]);
});

test.each([
  ["a name twice", "twice", {}, "409"],
  ["an empty name", "", {}, "400"],
  ["a name with a slash", "a/b", {}, "400"],
  ["a name of 64 characters", "x".repeat(64), {}, "400"],
  ["a size nobody can read", "size", { fileSizeLimit: "twenty" }, "400"],
  ["more than the project allows", "large", { fileSizeLimit: "7MB" }, "413"],
  ["a type that is none", "type", { allowedMimeTypes: ["picture"] }, "400"],
])("a bucket with %s is refused", async (_what, name, options, status) => {
  await storage().createBucket("twice");

  const { error } = await storage().createBucket(name, { public: false, ...options });

  expect([error?.status, error?.statusCode]).toEqual([400, status]);
});

test("without a policy a person makes and sees no bucket", async () => {
  await storage().createBucket("hidden");
  const person = await platform.person("buckets@example.com");

  const made = await person.storage.createBucket("mine");
  const listed = await person.storage.listBuckets();
  const deleted = await person.storage.deleteBucket("hidden");

  expect([made.error?.statusCode, listed.data, deleted.error?.statusCode]).toEqual(["403", [], "404"]);
});
