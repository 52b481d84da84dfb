import { expect, test } from "vitest";
import { allowedRedirect } from "./redirects.ts";

const site = { siteUrl: "http://127.0.0.1:3000", allowList: ["https://*.floyo.app/**", "floyo://auth/*"] };

test.each([
  "http://127.0.0.1:3000/anything?x=1",
  "https://preview.floyo.app/auth/callback?next=/feed",
  "floyo://auth/done",
])("%s is allowed", (wished) => {
  expect(allowedRedirect(wished, site)).toBe(wished);
});

test.each([
  "http://127.0.0.1:3001/",
  "https://a.b.floyo.app/x",
  "https://evil.example/?https://preview.floyo.app/",
  "https://preview.floyo.app.evil.example/x",
  "http://127.0.0.1:3000@evil.example/",
  "floyo://auth/done/more",
  "javascript:alert(1)",
  "//evil.example",
  "",
  null,
])("%s leads to the site instead", (wished) => {
  expect(allowedRedirect(wished, site)).toBe(site.siteUrl);
});
