import { expect, test } from "vitest";
import { securityHeaders } from "./security-headers.ts";

test("the site insists on https for two years, wherever it is served by https", () => {
  expect(securityHeaders("https://floyo.example")["strict-transport-security"]).toBe(
    "max-age=63072000; includeSubDomains; preload",
  );
  expect(securityHeaders("http://127.0.0.1:3000")).not.toHaveProperty("strict-transport-security");
});

test("nothing else depends on the address", () => {
  const { "strict-transport-security": _, ...overHttps } = securityHeaders("https://floyo.example");

  expect(overHttps).toEqual(securityHeaders("http://127.0.0.1:3000"));
});
