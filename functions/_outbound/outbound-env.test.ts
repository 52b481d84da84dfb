import { expect, test } from "vitest";
import { readOutboundOptions } from "./outbound-env.ts";

const HOSTED = {
  FLOYO_PLATFORM: "hosted",
  SUPABASE_URL: "https://abc.supabase.co",
  FLOYO_FUNCTIONS_URL: "https://abc.supabase.co/functions/v1",
  FLOYO_SITE_URL: "https://floyo.example",
};

test("a production start refuses exempt addresses", () => {
  expect(() => readOutboundOptions({ ...HOSTED, FLOYO_DEV_OUTBOUND_EXEMPT: "127.0.0.1:80" })).toThrow(
    "may not be set in production",
  );
});

test("production exempts nobody and refuses calls to itself", () => {
  expect(readOutboundOptions(HOSTED)).toEqual({
    exempt: [],
    ownHosts: ["abc.supabase.co", "abc.supabase.co", "floyo.example"],
  });
});

test("development names the receivers it may call", () => {
  const options = readOutboundOptions({
    ...HOSTED,
    FLOYO_PLATFORM: "local",
    FLOYO_DEV_OUTBOUND_EXEMPT: "127.0.0.1:4010, [::1]:4011",
  });

  expect(options.exempt).toEqual(["127.0.0.1:4010", "[::1]:4011"]);
});

test("an exempt address is a literal with its port", () => {
  expect(() =>
    readOutboundOptions({ ...HOSTED, FLOYO_PLATFORM: "local", FLOYO_DEV_OUTBOUND_EXEMPT: "localhost:80" }),
  ).toThrow();
});
