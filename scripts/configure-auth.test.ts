import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { parse } from "smol-toml";
import { afterEach, expect, test } from "vitest";
import { authSettings, drift } from "./auth-settings.ts";

const REF = "abcdefghijklmnopqrst";
let stop = () => {};
afterEach(() => stop());

/** The Management API's config/auth: a patch changes what it names, secrets are never given back. */
async function startManagement(
  ignored: readonly string[] = [],
): Promise<{ url: string; patches: unknown[] }> {
  const patches: unknown[] = [];
  const settings: Record<string, unknown> = { password_min_length: 6, site_url: "https://old.example" };
  const server = createServer(async (request, response) => {
    if (request.url !== `/v1/projects/${REF}/config/auth`) return response.writeHead(404).end();
    if (request.headers.authorization !== "Bearer sbp_test") {
      return response
        .writeHead(401, { "content-type": "application/json" })
        .end('{"message":"Unauthorized"}');
    }
    if (request.method === "PATCH") {
      let body = "";
      for await (const chunk of request) body += chunk;
      const patch = JSON.parse(body) as Record<string, unknown>;
      patches.push(patch);
      for (const [name, value] of Object.entries(patch)) if (!ignored.includes(name)) settings[name] = value;
    }
    const { security_captcha_secret: _secret, ...shown } = settings;
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(shown));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  stop = () => server.close();
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, patches };
}

function configure(url: string, args: string[] = [], env: Record<string, string> = {}) {
  return new Promise<{ code: number | null; said: string }>((done) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, "configure-auth.ts"), ...args], {
      env: {
        PATH: process.env.PATH,
        SUPABASE_ACCESS_TOKEN: "sbp_test",
        SUPABASE_PROJECT_REF: REF,
        FLOYO_SITE_URL: "https://floyo.example/",
        SUPABASE_MANAGEMENT_URL: url,
        ...env,
      },
    });
    let said = "";
    child.stdout.on("data", (chunk) => (said += chunk));
    child.stderr.on("data", (chunk) => (said += chunk));
    child.on("close", (code) => done({ code, said }));
  });
}

test("sets every promise on the project and reads it back", async () => {
  const { url, patches } = await startManagement();

  const ran = await configure(url, [], { TURNSTILE_SECRET: "0x-secret" });

  expect(ran.code).toBe(0);
  expect(patches).toEqual([authSettings({ siteUrl: "https://floyo.example", captchaSecret: "0x-secret" })]);
  expect(ran.said).not.toContain("0x-secret");
});

test("a setting that the project did not take is named", async () => {
  const { url } = await startManagement(["password_min_length"]);

  const ran = await configure(url);

  expect(ran.code).toBe(1);
  expect(ran.said).toContain("password_min_length is 6, must be 12");
});

test("a check changes nothing and names what is wrong", async () => {
  const { url, patches } = await startManagement();

  const ran = await configure(url, ["--check"]);

  expect(ran.code).toBe(1);
  expect(ran.said).toContain('site_url is "https://old.example", must be "https://floyo.example"');
  expect(patches).toEqual([]);
});

test("a refused token and a missing variable are said plainly", async () => {
  const { url } = await startManagement();

  const refused = await configure(url, [], { SUPABASE_ACCESS_TOKEN: "sbp_other" });
  const missing = await configure(url, [], { SUPABASE_PROJECT_REF: "" });

  expect([refused.code, missing.code]).toEqual([1, 2]);
  expect(refused.said).toContain("answered 401");
  expect(missing.said).toContain("SUPABASE_PROJECT_REF");
});

test("where config.toml says the same for the local platform, it says it alike", () => {
  const { auth } = parse(
    readFileSync(join(import.meta.dirname, "..", "supabase", "config.toml"), "utf8"),
  ) as {
    auth: Record<string, unknown> & { email: Record<string, unknown>; mfa: Record<string, unknown> };
  };
  const local = {
    jwt_exp: auth.jwt_expiry,
    password_min_length: auth.minimum_password_length,
    refresh_token_rotation_enabled: auth.enable_refresh_token_rotation,
    security_refresh_token_reuse_interval: auth.refresh_token_reuse_interval,
    mailer_otp_exp: auth.email.otp_expiry,
    mailer_otp_length: auth.email.otp_length,
    mfa_max_enrolled_factors: auth.mfa.max_enrolled_factors,
  };
  const settings = authSettings({ siteUrl: "http://127.0.0.1:3000", captchaSecret: null });

  expect(drift(settings, { ...settings, ...local })).toEqual([]);
});
