import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { REST_SETTINGS } from "../rest/settings.ts";
import { STORAGE_SETTINGS } from "../storage/settings.ts";
import { AUTH_SETTINGS } from "./settings.ts";

const config = readFileSync(join(import.meta.dirname, "../../config.toml"), "utf8");
const setting = (name: string) => new RegExp(`^${name} = (.*)$`, "m").exec(config)?.[1];

test.each([
  ["jwt_expiry", String(AUTH_SETTINGS.jwtExpiryS)],
  ["minimum_password_length", String(AUTH_SETTINGS.minPasswordLength)],
  ["otp_length", String(AUTH_SETTINGS.otpLength)],
  ["otp_expiry", String(AUTH_SETTINGS.otpExpiryS)],
  ["max_frequency", `"${AUTH_SETTINGS.mailIntervalS}s"`],
  ["enable_refresh_token_rotation", "true"],
  ["enable_confirmations", "true"],
  ["double_confirm_changes", "true"],
  ["secure_password_change", "true"],
  ["enable_anonymous_sign_ins", "false"],
  ["max_enrolled_factors", String(AUTH_SETTINGS.maxFactors)],
  ["enroll_enabled", "true"],
  ["verify_enabled", "true"],
  ["file_size_limit", `"${STORAGE_SETTINGS.fileSizeLimit / 1024 / 1024}MiB"`],
  ["max_rows", String(REST_SETTINGS.maxRows)],
  ["schemas", JSON.stringify(REST_SETTINGS.schemas)],
  ["extra_search_path", JSON.stringify(REST_SETTINGS.searchPath)],
])("config.toml's %s is what the local platform does: %s", (name, expected) => {
  expect(setting(name)?.replaceAll(", ", ",")).toBe(expected);
});
