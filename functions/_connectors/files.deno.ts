// Drive, Dropbox, S3 and Supabase Storage, over HTTP at servers that answer as these services document it.
import { deepStrictEqual, strictEqual } from "node:assert";
import {
  DROPBOX_TOKEN,
  dropboxService,
  S3_KEYS,
  SUPABASE_KEY,
  s3Service,
  supabaseService,
} from "./testing/file-services.ts";
import { GOOGLE_TOKEN, googleDriveService, googleUserinfo } from "./testing/google-service.ts";
import { refusal, test, withConnector } from "./testing/with-connector.deno.ts";

const APP = { clientId: "client", clientSecret: "client secret" };
const drive = (token = GOOGLE_TOKEN) => ({
  connector: "google-drive",
  credential: APP,
  token,
  services: { "www.googleapis.com": googleDriveService, "openidconnect.googleapis.com": googleUserinfo },
});

test("Drive takes a file into a folder", async () => {
  await withConnector(drive(), async ({ run, test: prove, services }) => {
    strictEqual(await prove(), "ana@example.com");

    const file = { name: "märz.csv", folder: "folder-1", content: "name;total\nAna;12", type: "text/csv" };
    const uploaded = await run("upload-file", file);

    deepStrictEqual(uploaded, {
      id: "file-1",
      name: "märz.csv",
      url: "https://drive.google.com/file/d/file-1/view",
    });
    strictEqual(
      services.received.at(-1)?.text.includes("content-type: text/csv\r\n\r\nname;total\nAna;12\r\n"),
      true,
    );
  });
});

test("Drive's refusals keep their reason; a limit is tried again, a token that ended is the connection's fault", async () => {
  await withConnector(drive(), async ({ run, services }) => {
    strictEqual(
      (await refusal(run("upload-file", { name: "a", folder: "gone", content: "x" }))).error.code,
      "notFound",
    );
    const error = {
      code: 403,
      message: "Rate Limit Exceeded",
      errors: [{ reason: "userRateLimitExceeded" }],
    };
    services.next = { status: 403, body: { error } };
    const limited = await refusal(run("upload-file", { name: "a", content: "x" }));
    deepStrictEqual([limited.isRetryable, limited.blamesSecret], [true, false]);
  });
  await withConnector(drive("ya29.ended"), async ({ run }) => {
    strictEqual((await refusal(run("upload-file", { name: "a", content: "x" }))).blamesSecret, true);
  });
});

const box = (token = DROPBOX_TOKEN) => {
  const service = dropboxService();
  return {
    connector: "dropbox",
    credential: APP,
    token,
    services: { "api.dropboxapi.com": service, "content.dropboxapi.com": service },
  };
};

test("Dropbox takes bytes at a path that is not ASCII, and tells a conflict", async () => {
  await withConnector(box(), async ({ run, test: prove, services }) => {
    strictEqual(await prove(), "ana@example.com");
    const file = { path: "/Rechnungen/März.pdf", content: btoa("%PDF"), encoding: "base64" };

    deepStrictEqual(await run("upload-file", { ...file, ifThere: "fail" }), {
      id: "id:1",
      name: "März.pdf",
      path: "/Rechnungen/März.pdf",
      size: 4,
    });
    strictEqual(services.received.at(-1)?.text, "%PDF");
    const conflict = await refusal(run("upload-file", { ...file, ifThere: "fail" }));
    deepStrictEqual([conflict.error.code, conflict.error.status, conflict.isRetryable], ["path", 409, false]);
    strictEqual(
      (await refusal(run("upload-file", { ...file, content: "no base64!" }))).error.code,
      "invalid_input",
    );
  });
});

test("Dropbox's limit says its time in the body, and a bad token blames the connection", async () => {
  await withConnector(box("sl.revoked"), async ({ test: prove, services }) => {
    const refused = await refusal(prove());
    deepStrictEqual([refused.error.code, refused.blamesSecret], ["invalid_access_token", true]);
    services.next = {
      status: 429,
      body: {
        error_summary: "too_many_requests/..",
        error: { reason: { ".tag": "too_many_requests" }, retry_after: 15 },
      },
    };
    const limited = await refusal(prove());
    deepStrictEqual([limited.isRetryable, limited.retryAfterSeconds], [true, 15]);
  });
});

const bucket = (keys: Partial<typeof S3_KEYS> = {}, name = "books") => ({
  connector: "s3",
  credential: {
    endpoint: "https://s3.example.com/",
    region: "eu-central-1",
    bucket: name,
    ...S3_KEYS,
    ...keys,
  },
  services: { "s3.example.com": s3Service("s3.example.com") },
});

test("S3 takes an object under a signature that AWS's own recipe gives, and reads it back", async () => {
  await withConnector(bucket(), async ({ run, test: prove }) => {
    strictEqual(await prove(), "books");
    const key = "2026/märz & april (1).csv";

    deepStrictEqual(await run("put-object", { key, content: "a;b", type: "text/csv" }), {
      key,
      etag: '"e1"',
    });
    deepStrictEqual(await run("get-object", { key }), { content: "a;b", type: "text/csv", etag: '"e1"' });
    strictEqual((await refusal(run("get-object", { key: "gone" }))).error.code, "NoSuchKey");
  });
});

test("a file of the run is uploaded byte for byte", async () => {
  await withConnector(bucket(), async ({ run, services }) => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, place) => place % 256);

    await run("put-object", { key: "scan.pdf", file: { id: "file-1" } }, {}, bytes);

    deepStrictEqual(services.received.at(-1)?.body, bytes);
  });
});

test("S3's refusals of keys blame the connection, its 503 does not", async () => {
  await withConnector(bucket({ secretAccessKey: "another" }), async ({ test: prove, services }) => {
    const refused = await refusal(prove());
    deepStrictEqual([refused.error.code, refused.blamesSecret], ["SignatureDoesNotMatch", true]);
    services.next = {
      status: 503,
      body: "<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>",
    };
    const slowed = await refusal(prove());
    deepStrictEqual([slowed.error.code, slowed.isRetryable, slowed.blamesSecret], ["SlowDown", true, false]);
  });
  await withConnector(bucket({ accessKeyId: "AKIDOTHER" }), async ({ test: prove }) => {
    strictEqual((await refusal(prove())).error.code, "InvalidAccessKeyId");
  });
});

const storage = (key = SUPABASE_KEY) => ({
  connector: "supabase-storage",
  credential: { url: "https://abcd.supabase.co", key },
  services: { "abcd.supabase.co": supabaseService() },
});

test("Supabase Storage takes a file once, and in place of another when asked to", async () => {
  await withConnector(storage(), async ({ run, test: prove }) => {
    strictEqual(await prove(), "abcd.supabase.co");
    const file = { bucket: "books", key: "2026/märz.csv", content: "a", type: "text/csv" };

    deepStrictEqual(await run("upload-file", file), {
      id: "5f0e3d3c-0000-4000-8000-000000000001",
      key: "books/2026/märz.csv",
    });
    const twice = await refusal(run("upload-file", file));
    deepStrictEqual([twice.error.code, twice.isRetryable], ["Duplicate", false]);
    strictEqual(
      ((await run("upload-file", { ...file, overwrite: true })) as { key: string }).key,
      "books/2026/märz.csv",
    );
  });
  await withConnector(storage("sb_secret_wrong"), async ({ test: prove }) => {
    strictEqual((await refusal(prove())).blamesSecret, true);
  });
});
