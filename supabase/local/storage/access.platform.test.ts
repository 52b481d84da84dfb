import type { SupabaseClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestPlatform, type TestPlatform } from "../gateway/testing.ts";
import { idOf, POLICIES, serverOf } from "./testing.ts";

let platform: TestPlatform;
let owner: SupabaseClient;
let stranger: SupabaseClient;
let folder: string;
beforeAll(async () => {
  platform = await startTestPlatform({ schema: POLICIES });
  await serverOf(platform).storage.createBucket("private");
  await serverOf(platform).storage.createBucket("open", { public: true });
  owner = await platform.person("owner@example.com");
  stranger = await platform.person("stranger@example.com");
  folder = await idOf(owner);
  await owner.storage.from("private").upload(`${folder}/plan.txt`, "mine");
});
afterAll(() => platform?.stop());

const plan = () => `${folder}/plan.txt`;
const codes = (answers: { error: { statusCode?: string } | null }[]) =>
  answers.map(({ error }) => error && "statusCode" in error && error.statusCode);

test("a person works in their own folder", async () => {
  const files = owner.storage.from("private");

  const answers = [
    await files.upload(`${folder}/a.txt`, "a"),
    await files.upload(`${folder}/a.txt`, "b", { upsert: true }),
    await files.update(`${folder}/a.txt`, "c"),
    await files.move(`${folder}/a.txt`, `${folder}/b.txt`),
    await files.copy(`${folder}/b.txt`, `${folder}/c.txt`),
    await files.remove([`${folder}/b.txt`]),
  ];

  expect(codes(answers)).toEqual(Array(6).fill(null));
  const { data } = await files.list(folder);
  expect(data?.map(({ name }) => name)).toEqual(["c.txt", "plan.txt"]);
});

test("an object belongs to the person who made it", async () => {
  const [row] = await platform.sql`
    select owner_id, owner::text, path_tokens, metadata ->> 'size' as size
    from storage.objects where name = ${plan()}`;

  expect(row).toEqual({
    owner_id: folder,
    owner: folder,
    path_tokens: [folder, "plan.txt"],
    size: "4",
  });
});

test.each(["stranger", "nobody"])("%s reaches nothing of it, by any operation", async (who) => {
  const files = (who === "stranger" ? stranger : platform.client()).storage.from("private");

  const answers = [
    await files.download(plan()),
    await files.info(plan()),
    await files.createSignedUrl(plan(), 60),
    await files.move(plan(), `${folder}/stolen.txt`),
    await files.copy(plan(), `${folder}/stolen.txt`),
    await files.upload(plan(), "overwritten", { upsert: true }),
    await files.upload(`${folder}/planted.txt`, "planted"),
    await files.update(plan(), "overwritten"),
    await files.createSignedUploadUrl(`${folder}/planted.txt`),
  ];
  const listed = [await files.list(folder), await files.remove([plan()])];
  const signed = await files.createSignedUrls([plan()], 60);

  expect(codes(answers)).toEqual([...Array(5).fill("404"), ...Array(4).fill("403")]);
  expect([...listed.map(({ data }) => data), signed.data?.[0]?.signedUrl]).toEqual([[], [], null]);
  expect(await (await owner.storage.from("private").download(plan())).data?.text()).toBe("mine");
});

test("the right to add is enough to add, and for nothing else", async () => {
  await serverOf(platform).storage.createBucket("letterbox");
  await platform.sql.unsafe(`
    create policy "everybody may post" on storage.objects for insert to authenticated
      with check (bucket_id = 'letterbox')`);
  const files = stranger.storage.from("letterbox");

  const answers = [
    await files.upload("letter.txt", "dear"),
    await files.upload("letter.txt", "again"),
    await files.upload("letter.txt", "replaced", { upsert: true }),
    await files.download("letter.txt"),
    await files.move("letter.txt", "moved.txt"),
  ];
  const removed = await files.remove(["letter.txt"]);

  expect(codes(answers)).toEqual([null, "409", "403", "404", "404"]);
  expect(removed.data).toEqual([]);
});

test("a public bucket is read by anybody and written by nobody", async () => {
  await serverOf(platform).storage.from("open").upload("notice.txt", "for all");
  const files = platform.client().storage.from("open");

  const answer = await fetch(files.getPublicUrl("notice.txt").data.publicUrl);
  const closed = await fetch(files.getPublicUrl(plan()).data.publicUrl.replace("/open/", "/private/"));

  expect([answer.status, await answer.text(), closed.status]).toEqual([200, "for all", 400]);
  expect(codes([await files.upload("spam.txt", "spam")])).toEqual(["403"]);
  expect((await files.list()).data).toEqual([]);
});

test("a policy may ask which operation it is", async () => {
  await platform.sql.unsafe(`
    create policy "everybody may list the private bucket" on storage.objects for select to authenticated
      using (bucket_id = 'private' and storage.allow_only_operation('storage.object.list'))`);

  const listed = await stranger.storage.from("private").list(folder);
  const read = await stranger.storage.from("private").download(plan());
  await platform.sql.unsafe(`drop policy "everybody may list the private bucket" on storage.objects`);

  expect([listed.data?.map(({ name }) => name).includes("plan.txt"), codes([read])]).toEqual([true, ["404"]]);
});

test("a policy that asks for aal2 binds files too", async () => {
  await platform.sql.unsafe(`
    create policy "only with a second factor" on storage.objects as restrictive to authenticated
      using ((select auth.jwt()) ->> 'aal' = 'aal2')`);

  const read = await owner.storage.from("private").download(plan());
  await platform.sql.unsafe(`drop policy "only with a second factor" on storage.objects`);

  expect(codes([read])).toEqual(["404"]);
});

test("rows cannot be deleted in SQL, past the files", async () => {
  await expect(platform.sql`delete from storage.objects`).rejects.toThrow(
    "Direct deletion from storage tables is not allowed",
  );
});

test("a signed address opens one object until it expires", async () => {
  const { data } = await owner.storage.from("private").createSignedUrl(plan(), 60, { download: "p.txt" });
  const several = await owner.storage.from("private").createSignedUrls([plan(), `${folder}/no.txt`], 60);
  const brief = await owner.storage.from("private").createSignedUrl(plan(), 1);

  const answer = await fetch(data?.signedUrl ?? "");
  const elsewhere = await fetch((data?.signedUrl ?? "").replace("plan.txt", "c.txt"));
  // The first character of a signature: the last one carries bits that no decoder reads.
  const forged = await fetch(
    (data?.signedUrl ?? "").replace(/\.(.)([^.]*&download)/, (_all, first, rest) =>
      first === "A" ? `.B${rest}` : `.A${rest}`,
    ),
  );
  const none = await fetch((data?.signedUrl ?? "").replace(/\?.*/, ""));

  expect([answer.status, await answer.text(), answer.headers.get("content-disposition")]).toEqual([
    200,
    "mine",
    `attachment; filename="p.txt"; filename*=UTF-8''p.txt`,
  ]);
  expect([elsewhere.status, forged.status, none.status]).toEqual([400, 400, 400]);
  expect(several.data?.map(({ error }) => error)).toEqual([
    null,
    "Either the object does not exist or you do not have access to it",
  ]);
  await expect
    .poll(async () => (await fetch(brief.data?.signedUrl ?? "")).status, { timeout: 20_000 })
    .toBe(400);
});

test("a token of a session opens no signed address, nor the other way round", async () => {
  const { data: session } = await owner.auth.getSession();
  const { data: signed } = await owner.storage.from("private").createSignedUrl(plan(), 60);
  const url = new URL(signed?.signedUrl ?? "");
  const token = url.searchParams.get("token") ?? "";
  url.searchParams.set("token", session.session?.access_token ?? "");

  const asAddress = await fetch(url);
  const asSession = await fetch(`${platform.gateway.url}/storage/v1/object/private/${plan()}`, {
    headers: { apikey: platform.keys.publishableKey, authorization: `Bearer ${token}` },
  });

  expect([asAddress.status, asSession.status]).toEqual([400, 400]);
});

test("an address to upload with takes the upload of somebody who could not make it", async () => {
  const files = owner.storage.from("private");
  const { data } = await files.createSignedUploadUrl(`${folder}/by-link.txt`);
  const anybody = platform.client().storage.from("private");

  const uploaded = await anybody.uploadToSignedUrl(`${folder}/by-link.txt`, data?.token ?? "", "by link");
  const again = await anybody.uploadToSignedUrl(`${folder}/by-link.txt`, data?.token ?? "", "again");
  const elsewhere = await anybody.uploadToSignedUrl(`${folder}/else.txt`, data?.token ?? "", "else");

  const [row] = await platform.sql`
    select owner_id from storage.objects where name = ${`${folder}/by-link.txt`}`;
  expect([uploaded.error, codes([again, elsewhere]), row?.owner_id]).toEqual([null, ["409", "400"], folder]);
  expect(await (await files.download(`${folder}/by-link.txt`)).data?.text()).toBe("by link");
});

test.each([
  ["no key", {}, 401],
  ["a made-up key", { apikey: "sb_publishable_made_up" }, 401],
])("with %s nothing is answered", async (_what, headers, status) => {
  const answer = await fetch(`${platform.gateway.url}/storage/v1/bucket`, { headers });

  expect(answer.status).toBe(status);
});

test("a broken token is refused in hosted's shape", async () => {
  const answer = await fetch(`${platform.gateway.url}/storage/v1/bucket`, {
    headers: { apikey: platform.keys.publishableKey, authorization: "Bearer a.b.c" },
  });

  expect([answer.status, await answer.json()]).toEqual([
    400,
    {
      statusCode: "403",
      error: "Unauthorized",
      message: "signature verification failed",
      code: "AccessDenied",
    },
  ]);
});
