import { expect, test } from "vitest";
import { contentSecurityPolicy, REPORTING_ENDPOINTS } from "./content-security-policy.ts";

const SUPABASE = "https://project.supabase.co";
const rules = (isDevelopment: boolean) =>
  new Map(
    contentSecurityPolicy({ nonce: "bm9uY2U=", supabaseUrl: SUPABASE, isDevelopment })
      .split("; ")
      .map((rule) => [rule.split(" ")[0] ?? "", rule.split(" ").slice(1)]),
  );

test("every origin in it is ours or the project's", () => {
  const origins = [...rules(false).values()].flat().filter((source) => source.includes("//"));

  expect(origins).toEqual([SUPABASE, "wss://project.supabase.co"]);
});

test("scripts run by nonce; nothing is allowed by host, inline or by eval", () => {
  expect(rules(false).get("script-src")).toEqual(["'self'", "'nonce-bm9uY2U='", "'strict-dynamic'"]);
  expect(rules(false).get("style-src")).toEqual(["'self'", "'nonce-bm9uY2U='"]);
});

test("whatever is not named is refused, and nobody may frame the site", () => {
  for (const name of ["default-src", "frame-ancestors", "base-uri", "object-src"]) {
    expect(rules(false).get(name), name).toEqual(["'none'"]);
  }
  expect(rules(false).get("form-action")).toEqual(["'self'"]);
});

test("what it stops is told to the site itself", () => {
  expect(rules(false).get("report-to")).toEqual(["csp"]);
  expect(rules(false).get("report-uri")).toEqual(["/api/csp"]);
  expect(REPORTING_ENDPOINTS).toBe('csp="/api/csp"');
});

test("only while developing may scripts be evaluated", () => {
  expect(rules(true).get("script-src")).toContain("'unsafe-eval'");
});
