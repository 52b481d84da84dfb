import { readdirSync } from "node:fs";
import { join } from "node:path";
import { securityHeaders } from "@floyo/shared/security-headers.ts";
import { expect, test } from "@playwright/test";
import { eachOf, sendRaw } from "./raw-request.ts";
import { allPlaces } from "./site-map.ts";

const SITE = process.env.FLOYO_SITE_URL ?? "";
const ID = "00000000-0000-4000-8000-000000000000";

test("every page, route, file, refusal and missing page carries the headers that keep others out", async () => {
  const chunks = join(
    import.meta.dirname,
    "../../web",
    process.env.FLOYO_NEXT_DIST ?? ".next",
    "static/chunks",
  );
  const file = readdirSync(chunks).find((name) => name.endsWith(".js")) ?? "";
  const places = allPlaces({ id: ID, part: "1", provider: "github", token: "none" }).map(({ path }) => path);
  const files = [`/_next/static/chunks/${file}`, "/icon.svg", "/manifest.webmanifest"];
  const withoutPolicy = new Set([...files, "/api/health"]);
  const requests = [
    ...[...places, ...files, "/no-such-page", "/feed%00"].map((path) => ({ path })),
    { path: "/feed", method: "POST", headers: { origin: "https://evil.example" }, body: "" },
  ];

  const faults = await eachOf(requests, async (request) => {
    const { headers } = await sendRaw(SITE, request);
    const lacking = Object.entries(securityHeaders(SITE))
      .filter(([name, value]) => headers[name] !== value)
      .map(([name]) => `${request.path} says ${name}: ${headers[name]}`);
    const policy = String(headers["content-security-policy"] ?? "");
    const isStrict = policy.includes("default-src 'none'") && !/script-src[^;]*unsafe/.test(policy);
    if (!isStrict && !withoutPolicy.has(request.path))
      lacking.push(`${request.path} has the policy "${policy}"`);
    if (headers["x-powered-by"]) lacking.push(`${request.path} names what it runs on`);
    return lacking;
  });

  expect(faults.flat()).toEqual([]);
  expect(places.length).toBeGreaterThan(20);
  const nonces = await eachOf(Array.from({ length: 20 }), async () => {
    const { headers } = await sendRaw(SITE, { path: "/sign-in" });
    return /'nonce-([^']{16,})'/.exec(String(headers["content-security-policy"]))?.[1];
  });
  expect(new Set(nonces).size).toBe(20);
});
