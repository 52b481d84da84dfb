import { afterAll, beforeAll, expect, test } from "vitest";
import { PASSWORD, startTestPlatform, type TestPlatform } from "../gateway/testing.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform?.stop());

const banUntil = (email: string, until: string) =>
  platform.sql`update auth.users set banned_until = ${until} where email = ${email}`;

test("a banned person cannot sign in", async () => {
  await platform.person("in@example.com");
  await banUntil("in@example.com", "2200-01-01");

  const { error } = await platform
    .client()
    .auth.signInWithPassword({ email: "in@example.com", password: PASSWORD });

  expect([error?.code, error?.status]).toEqual(["user_banned", 400]);
});

test("a banned person's session ends at its next refresh", async () => {
  const supabase = await platform.person("refresh@example.com");
  await banUntil("refresh@example.com", "2200-01-01");

  const { error } = await supabase.auth.refreshSession();

  expect(error?.code).toBe("user_banned");
});

test("a banned person's mail link opens nothing", async () => {
  await platform.person("link@example.com");
  await platform.client().auth.signInWithOtp({ email: "link@example.com" });
  await banUntil("link@example.com", "2200-01-01");
  const hash = new URL(
    /https?:\S+/.exec(platform.mailTo("link@example.com").text)?.[0] ?? "",
  ).searchParams.get("token");

  const { error } = await platform.client().auth.verifyOtp({ token_hash: hash ?? "", type: "email" });

  expect(error?.code).toBe("user_banned");
});

test("a ban that is over keeps nobody out", async () => {
  await platform.person("over@example.com");
  await banUntil("over@example.com", "2020-01-01");

  const { error } = await platform
    .client()
    .auth.signInWithPassword({ email: "over@example.com", password: PASSWORD });

  expect(error).toBeNull();
});
