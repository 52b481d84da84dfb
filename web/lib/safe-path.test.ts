import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safePath } from "./safe-path.ts";

const ESCAPES = [
  "https://evil.example",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\/evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/\r//evil.example",
  "\t//evil.example",
  " //evil.example",
  "javascript:alert(1)",
  "JavaScript:alert(1)",
  "data:text/html,x",
  "http:evil.example",
  "https:/evil.example",
  "evil.example",
  "@evil.example",
  ".evil.example",
  "/feed\\@evil.example",
  "/..//evil.example",
  "/./\\evil.example",
  "/.//evil.example",
  "/a/..//evil.example",
  "/%5c/../\\evil.example",
  "/\u0000//evil.example",
  "",
];

describe("safePath", () => {
  it.each(ESCAPES)("sends %j home", (asked) => {
    expect(safePath(asked)).toBe("/feed");
  });

  it.each(["/feed", "/feed?tab=kept", "/settings#keys", "/import?a=b%2Fc", "/"])("keeps %j", (asked) => {
    expect(safePath(asked)).toBe(asked);
  });

  it("refuses what is not text", () => {
    expect(safePath(["/feed", "/settings"], "/")).toBe("/");
  });

  it("never leaves the site, whatever it is given", () => {
    const origin = "http://127.0.0.1:3000";

    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(new URL(safePath(`/${text}`), origin).origin).toBe(origin);
        expect(new URL(safePath(text), origin).origin).toBe(origin);
      }),
      { numRuns: 5000 },
    );
  });
});
