import { expect, test } from "vitest";
import { securityHeaders } from "./security-headers.ts";

test("says over https that http is over for two years, and over http nothing of it", () => {
  const [https, http] = [securityHeaders("https://floyo.example"), securityHeaders("http://127.0.0.1:3000")];

  expect(https["strict-transport-security"]).toBe("max-age=63072000; includeSubDomains; preload");
  expect(http["strict-transport-security"]).toBeUndefined();
});
