import { describe, expect, it } from "vitest";
import { isSameOrigin } from "./same-origin.ts";

const SITE = "http://127.0.0.1:3000";
const ask = (headers: Record<string, string>) => isSameOrigin(new Headers(headers), SITE);

describe("isSameOrigin", () => {
  it("takes a request that the browser marks as our own", () => {
    expect(ask({ "sec-fetch-site": "same-origin" })).toBe(true);
  });

  it("takes a request whose origin is ours", () => {
    expect(ask({ origin: SITE })).toBe(true);
  });

  it.each<[string, Record<string, string>]>([
    ["no sign of where it comes from", {}],
    ["another origin", { origin: "https://evil.example" }],
    ["a null origin", { origin: "null" }],
    ["a sibling site", { "sec-fetch-site": "same-site" }],
    ["another site", { "sec-fetch-site": "cross-site" }],
    ["a typed address", { "sec-fetch-site": "none" }],
    ["another port", { origin: "http://127.0.0.1:3001" }],
    ["our mark beside another origin", { "sec-fetch-site": "same-origin", origin: "https://evil.example" }],
  ])("refuses %s", (_name, headers) => {
    expect(ask(headers)).toBe(false);
  });
});
