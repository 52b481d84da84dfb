import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestPlatform, type TestPlatform } from "../gateway/testing.ts";
import { serverOf, storedFiles } from "./testing.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
  const { storage } = serverOf(platform);
  await storage.createBucket("files");
  await storage.createBucket("other");
  await storage.createBucket("open", { public: true });
  await storage.createBucket("small", {
    public: false,
    fileSizeLimit: 10,
    allowedMimeTypes: ["text/plain", "image/*"],
  });
});
afterAll(() => platform?.stop());

const bucket = (name = "files") => serverOf(platform).storage.from(name);
const textOf = async (name: string, from = "files") => (await bucket(from).download(name)).data?.text();
const fetchFile = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${platform.gateway.url}/storage/v1/object/${path}`, {
    headers: { apikey: platform.keys.secretKey, ...headers },
  });

test.each([
  ["text", "text as it is"],
  ["bytes", new TextEncoder().encode("text as it is")],
  ["a blob, in a form", new Blob(["text as it is"], { type: "text/plain" })],
  ["a file, in a form", new File(["text as it is"], "name.txt", { type: "text/plain" })],
])("%s comes back as it went", async (what, body) => {
  const name = `kinds/${what.replace(/\W/g, "-")}.txt`;

  const { data, error } = await bucket().upload(name, body, { contentType: "text/plain" });

  expect([error, data?.path, data?.fullPath]).toEqual([null, name, `files/${name}`]);
  expect(await textOf(name)).toBe("text as it is");
});

test("a form of ours with more fields is read by its file", async () => {
  const form = new FormData();
  form.append("note", "not the file");
  form.append("document", new Blob(["from the form"], { type: "text/plain" }));

  await bucket().upload("form.txt", form);

  expect(await textOf("form.txt")).toBe("from the form");
});

test("bytes of every value survive", async () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);

  await bucket().upload("bytes.bin", bytes, { contentType: "application/octet-stream" });

  const { data } = await bucket().download("bytes.bin");
  expect(new Uint8Array((await data?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(bytes);
});

test("an empty file is a file", async () => {
  await bucket().upload("empty.txt", "", { contentType: "text/plain" });

  expect(await textOf("empty.txt")).toBe("");
});

test("a name is taken once, unless the upload says to replace; the old bytes go", async () => {
  const first = await bucket().upload("replace.txt", "one");
  const second = await bucket().upload("replace.txt", "two");
  const before = await storedFiles(platform.storageFolder);
  const third = await bucket().upload("replace.txt", "three", { upsert: true });
  const after = await storedFiles(platform.storageFolder);

  expect([second.error?.statusCode, second.error?.message]).toEqual(["409", "The resource already exists"]);
  expect([third.data?.id, await textOf("replace.txt")]).toEqual([first.data?.id, "three"]);
  expect([after.length, after.filter((name) => before.includes(name)).length]).toEqual([
    before.length,
    before.length - 1,
  ]);
});

test("uploads of one name at the same moment leave one file", async () => {
  const before = await storedFiles(platform.storageFolder);

  const answers = await Promise.all(
    ["1", "2", "3", "4", "5"].map((body) => bucket().upload("at-once.txt", body, { upsert: true })),
  );

  expect(answers.map(({ error }) => error)).toEqual(Array(5).fill(null));
  expect((await storedFiles(platform.storageFolder)).length).toBe(before.length + 1);
  expect(["1", "2", "3", "4", "5"]).toContain(await textOf("at-once.txt"));
});

test("an update replaces the file and its metadata", async () => {
  await bucket().upload("update.txt", "old", { metadata: { step: 1 } });

  const { error } = await bucket().update("update.txt", "new", {
    contentType: "text/csv",
    cacheControl: "60",
    metadata: { step: 2 },
  });

  const { data } = await bucket().info("update.txt");
  expect([error, await textOf("update.txt")]).toEqual([null, "new"]);
  expect(data).toMatchObject({
    name: "update.txt",
    bucketId: "files",
    size: 3,
    contentType: "text/csv",
    cacheControl: "max-age=60",
    metadata: { step: 2 },
  });
});

test("metadata comes back, from a form as from a plain upload", async () => {
  const metadata = { author: "Ünì", tags: ["a", "b"] };
  await bucket().upload("plain-meta.txt", "x", { metadata });
  await bucket().upload("form-meta.txt", new Blob(["x"]), { metadata });

  const [plain, form] = [await bucket().info("plain-meta.txt"), await bucket().info("form-meta.txt")];

  expect([plain.data?.metadata, form.data?.metadata]).toEqual([metadata, metadata]);
});

test("existence is told, also of what is not there", async () => {
  await bucket().upload("there.txt", "x");

  const [there, missing] = [await bucket().exists("there.txt"), await bucket().exists("missing.txt")];

  expect([there.data, missing.data]).toEqual([true, false]);
});

test.each([
  ["too many bytes", "text/plain", "eleven byte", "413"],
  ["a type that is not allowed", "application/pdf", "short", "415"],
])("a bucket refuses %s and keeps nothing", async (what, contentType, body, status) => {
  const before = await storedFiles(platform.storageFolder);

  const { error } = await bucket("small").upload(`${what}.bin`, body, { contentType });

  expect([error?.statusCode, await storedFiles(platform.storageFolder)]).toEqual([status, before]);
});

test("a family of types is allowed by its star", async () => {
  const { error } = await bucket("small").upload("pixel.png", "png", { contentType: "image/png" });

  expect(error).toBeNull();
});

test("an unknown bucket is a clear refusal", async () => {
  const { error } = await bucket("nowhere").upload("a.txt", "x");

  expect([error?.statusCode, error?.message]).toEqual(["404", "Bucket not found"]);
});

test("moving keeps the file and gives up the old name, into another bucket too", async () => {
  await bucket().upload("from.txt", "moved");
  await bucket().upload("taken.txt", "stays");

  const taken = await bucket().move("from.txt", "taken.txt");
  const here = await bucket().move("from.txt", "to.txt");
  const there = await bucket().move("to.txt", "far/to.txt", { destinationBucket: "other" });

  expect([taken.error?.statusCode, here.error, there.error]).toEqual(["409", null, null]);
  expect([await textOf("far/to.txt", "other"), await textOf("taken.txt"), await textOf("to.txt")]).toEqual([
    "moved",
    "stays",
    undefined,
  ]);
});

test("copying makes a second file, with its own fate", async () => {
  await bucket().upload("original.txt", "copied", { metadata: { a: 1 } });

  const { data } = await bucket().copy("original.txt", "copy.txt");
  await bucket().remove(["original.txt"]);

  expect([data?.path, await textOf("copy.txt"), (await bucket().info("copy.txt")).data?.metadata]).toEqual([
    "files/copy.txt",
    "copied",
    { a: 1 },
  ]);
});

test("what is not there is neither moved nor copied nor signed", async () => {
  const answers = [
    await bucket().move("ghost.txt", "x.txt"),
    await bucket().copy("ghost.txt", "x.txt"),
    await bucket().createSignedUrl("ghost.txt", 60),
    await bucket().download("ghost.txt"),
  ];

  expect(answers.map(({ error }) => error?.message)).toEqual(Array(4).fill("Object not found"));
});

test("removing gives the rows and takes the files", async () => {
  await bucket().upload("gone/1.txt", "1");
  await bucket().upload("gone/2.txt", "2");
  const before = await storedFiles(platform.storageFolder);

  const { data } = await bucket().remove(["gone/1.txt", "gone/2.txt", "gone/3.txt"]);

  expect(data?.map(({ name }) => name).sort()).toEqual(["gone/1.txt", "gone/2.txt"]);
  expect((await storedFiles(platform.storageFolder)).length).toBe(before.length - 2);
});

test("a row that comes to nothing leaves no file", async () => {
  await bucket().upload("kept.txt", "x");
  const before = await storedFiles(platform.storageFolder);

  await bucket().upload("kept.txt", "y");
  await bucket().copy("kept.txt", "kept.txt");

  expect(await storedFiles(platform.storageFolder)).toEqual(before);
});

test("the files bear no name of a client", async () => {
  await bucket().upload("secret-plan.txt", "x");

  expect((await storedFiles(platform.storageFolder)).filter((name) => !/^[0-9a-f-]{36}$/.test(name))).toEqual(
    [],
  );
});

test("a folder's list has its files and folders, sorted, searched and paged", async () => {
  for (const name of ["b.txt", "a.txt", "sub/c.txt", "sub/deep/d.txt", "Zeta.txt"]) {
    await bucket().upload(`list/${name}`, "x");
  }
  const names = async (options: object, folder = "list") =>
    (await bucket().list(folder, options)).data?.map(({ name, id }) => (id === null ? `${name}/` : name));

  expect(await names({})).toEqual(["a.txt", "b.txt", "sub/", "Zeta.txt"].sort());
  expect(await names({}, "list/sub/")).toEqual(["c.txt", "deep/"]);
  expect(await names({ search: "z" })).toEqual(["Zeta.txt"]);
  expect(await names({ sortBy: { column: "name", order: "desc" }, limit: 2, offset: 1 })).toHaveLength(2);
  expect(await names({}, "nothing")).toEqual([]);
});

test("the second form of listing walks all keys page by page", async () => {
  for (const name of ["a", "b/1", "b/2", "c"]) await bucket("other").upload(`walk/${name}.txt`, "x");
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const { data } = await bucket("other").listV2({ prefix: "walk/", limit: 3, cursor });
    seen.push(...(data?.objects.map(({ name }) => name) ?? []));
    cursor = data?.nextCursor;
  } while (cursor);
  const folders = await bucket("other").listV2({ prefix: "walk/", with_delimiter: true });
  const newest = await bucket("other").listV2({
    prefix: "walk/",
    sortBy: { column: "created_at", order: "desc" },
    limit: 1,
  });

  expect(seen).toEqual(["walk/a.txt", "walk/b/1.txt", "walk/b/2.txt", "walk/c.txt"]);
  expect([folders.data?.folders, folders.data?.objects.map(({ name }) => name)]).toEqual([
    [{ name: "walk/b/", key: "walk/b" }],
    ["walk/a.txt", "walk/c.txt"],
  ]);
  expect([newest.data?.objects[0]?.name, newest.data?.hasNext]).toEqual(["walk/c.txt", true]);
});

test("a range of bytes is sent by itself", async () => {
  await bucket().upload("range.txt", "0123456789");

  const ranges = await Promise.all(
    ["bytes=2-4", "bytes=7-", "bytes=-3", "bytes=5-99"].map(async (range) => {
      const answer = await fetchFile("files/range.txt", { range });
      return [answer.status, answer.headers.get("content-range"), await answer.text()];
    }),
  );

  expect(ranges).toEqual([
    [206, "bytes 2-4/10", "234"],
    [206, "bytes 7-9/10", "789"],
    [206, "bytes 7-9/10", "789"],
    [206, "bytes 5-9/10", "56789"],
  ]);
  expect((await fetchFile("files/range.txt", { range: "bytes=10-" })).status).toBe(400);
});

test("a copy that is still good is not sent again", async () => {
  await bucket().upload("etag.txt", "x", { cacheControl: "120" });
  const first = await fetchFile("files/etag.txt");
  const etag = first.headers.get("etag") ?? "";

  const byTag = await fetchFile("files/etag.txt", { "if-none-match": etag });
  const byTime = await fetchFile("files/etag.txt", {
    "if-modified-since": first.headers.get("last-modified") ?? "",
  });
  const other = await fetchFile("files/etag.txt", { "if-none-match": '"other"' });

  expect([etag, first.headers.get("cache-control")]).toEqual([
    '"9dd4e461268c8034f5c8564e155c67a6"',
    "max-age=120",
  ]);
  expect([byTag.status, byTime.status, other.status]).toEqual([304, 304, 200]);
});

test("a download under a name of one's choice, quotes and all", async () => {
  await bucket("open").upload("report.html", "<script>", { contentType: "text/html" });
  const { publicUrl } = bucket("open").getPublicUrl("report.html", { download: 'Bericht "März".html' }).data;

  const answer = await fetch(publicUrl);

  expect([answer.headers.get("content-disposition"), answer.headers.get("content-type")]).toEqual([
    `attachment; filename="Bericht _M_rz_.html"; filename*=UTF-8''Bericht%20%22M%C3%A4rz%22.html`,
    "text/plain",
  ]);
});

test("HEAD tells length and type without the bytes", async () => {
  await bucket("open").upload("head.txt", "twelve bytes", { contentType: "text/plain" });

  const answer = await fetch(bucket("open").getPublicUrl("head.txt").data.publicUrl, { method: "HEAD" });

  const { headers } = answer;
  expect([headers.get("content-type"), headers.get("content-length"), await answer.text()]).toEqual([
    "text/plain",
    "12",
    "",
  ]);
});
