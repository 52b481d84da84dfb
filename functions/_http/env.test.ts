import { expect, test } from "vitest";
import { readEnv } from "./env.ts";

const COMPLETE = {
  SUPABASE_URL: "https://project.supabase.co",
  FLOYO_DB_URL: "postgres://floyo_worker:secret@pooler:6543/postgres",
  FLOYO_FUNCTIONS_URL: "https://project.supabase.co/functions/v1/",
  FLOYO_SITE_URL: "https://floyo.example",
  QSTASH_URL: "https://qstash.upstash.io",
  QSTASH_TOKEN: "token",
  QSTASH_CURRENT_SIGNING_KEY: "sig_a",
  QSTASH_NEXT_SIGNING_KEY: "sig_b",
};

test("is complete without Redis and drops slashes at the end of addresses", () => {
  expect(readEnv(COMPLETE)).toMatchObject({
    FLOYO_PLATFORM: "hosted",
    FLOYO_FUNCTIONS_URL: "https://project.supabase.co/functions/v1",
    FLOYO_INGEST_PER_MINUTE: 600,
    FLOYO_MINE_LEASE_MS: 30_000,
  });
});

test("names every variable that is missing", () => {
  expect(() => readEnv({ ...COMPLETE, QSTASH_TOKEN: "", FLOYO_DB_URL: undefined })).toThrow(
    /FLOYO_DB_URL.*QSTASH_TOKEN/,
  );
});

test.each(["1", "true", "false", "0"])("refuses QSTASH_DEV=%s on every platform", (value) => {
  expect(() => readEnv({ ...COMPLETE, FLOYO_PLATFORM: "local", QSTASH_DEV: value })).toThrow(
    "QSTASH_DEV is set",
  );
});

test.each(["FLOYO_DEV_ANYTHING", "FLOYO_TEST_DB_URL"])("refuses %s in production", (name) => {
  expect(() => readEnv({ ...COMPLETE, [name]: "x" })).toThrow(`${name} may not be set in production`);
  expect(() => readEnv({ ...COMPLETE, [name]: "x", FLOYO_PLATFORM: "local" })).not.toThrow();
});

test("refuses plain http in production", () => {
  expect(() => readEnv({ ...COMPLETE, SUPABASE_URL: "http://127.0.0.1:54321" })).toThrow(
    "SUPABASE_URL must be https in production",
  );
});
