import { afterAll, beforeAll, expect, test } from "vitest";
import { linkIn, PASSWORD, SITE_URL, startTestPlatform, type TestPlatform } from "../gateway/testing.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform({
    mailTemplates: {
      magic_link: {
        subject: "Hello {{ .Email }}",
        html: '<a href="{{ .SiteURL }}/auth/confirm?token_hash={{ .TokenHash }}&type=email">Sign in</a> or {{ .Token }}',
      },
    },
  });
});
afterAll(() => platform?.stop());

const signUp = (email: string, emailRedirectTo?: string) =>
  platform.client().auth.signUp({ email, password: PASSWORD, options: { emailRedirectTo } });

test("a link starts at the API and ends where the request asked", async () => {
  await signUp("there@example.com", `${SITE_URL}/welcome?from=mail`);
  const link = linkIn(platform.mailTo("there@example.com"));

  const answer = await fetch(link, { redirect: "manual" });

  expect(link.startsWith(`${platform.gateway.url}/auth/v1/verify?`)).toBe(true);
  expect([answer.status, answer.headers.get("location")?.split("#")[0]]).toEqual([
    303,
    `${SITE_URL}/welcome?from=mail`,
  ]);
});

test("an address outside the allow-list is replaced by the site, also when somebody edits the link", async () => {
  await signUp("phish@example.com", "https://evil.example/steal");
  const link = new URL(linkIn(platform.mailTo("phish@example.com")));
  const asked = link.searchParams.get("redirect_to");
  link.searchParams.set("redirect_to", "https://evil.example/steal");

  const answer = await fetch(link, { redirect: "manual" });

  expect(asked).toBe(SITE_URL);
  expect(answer.headers.get("location")?.startsWith(`${SITE_URL}/#access_token=`)).toBe(true);
});

test("the session in the address works", async () => {
  await signUp("session@example.com");
  const answer = await fetch(linkIn(platform.mailTo("session@example.com")), { redirect: "manual" });
  const fragment = new URLSearchParams(new URL(answer.headers.get("location") ?? "").hash.slice(1));

  const { data, error } = await platform.client().auth.setSession({
    access_token: fragment.get("access_token") ?? "",
    refresh_token: fragment.get("refresh_token") ?? "",
  });

  expect(error).toBeNull();
  expect([data.user?.email, fragment.get("type"), fragment.get("expires_in")]).toEqual([
    "session@example.com",
    "signup",
    "900",
  ]);
});

test("a link works once", async () => {
  await signUp("once@example.com");
  const link = linkIn(platform.mailTo("once@example.com"));
  await fetch(link, { redirect: "manual" });

  const answer = await fetch(link, { redirect: "manual" });

  const target = new URL(answer.headers.get("location") ?? "");
  expect(new URLSearchParams(target.hash.slice(1)).get("error_code")).toBe("otp_expired");
});

test("a template of the project decides subject and body", async () => {
  await platform.person("template@example.com");

  await platform.client().auth.signInWithOtp({ email: "template@example.com" });

  const mail = platform.mailTo("template@example.com");
  expect(mail.subject).toBe("Hello template@example.com");
  expect(mail.html).toMatch(
    /^<a href="http:\/\/127\.0\.0\.1:3999\/auth\/confirm\?token_hash=[0-9a-f]{64}&type=email">Sign in<\/a> or \d{6}$/,
  );
});

test("a change of address counts once both mailboxes have confirmed it", async () => {
  const supabase = await platform.person("old@example.com");
  await supabase.auth.updateUser({ email: "moved@example.com" }, { emailRedirectTo: `${SITE_URL}/settings` });

  const first = await fetch(linkIn(platform.mailTo("old@example.com")), { redirect: "manual" });
  const between = await supabase.auth.getUser();
  const second = await fetch(linkIn(platform.mailTo("moved@example.com")), { redirect: "manual" });

  const after = await platform
    .client()
    .auth.signInWithPassword({ email: "moved@example.com", password: PASSWORD });
  expect(first.headers.get("location")?.startsWith(`${SITE_URL}/settings#message=Confirmation+link`)).toBe(
    true,
  );
  expect(between.data.user?.email).toBe("old@example.com");
  expect(second.headers.get("location")?.startsWith(`${SITE_URL}/settings#access_token=`)).toBe(true);
  expect(after.data.user?.email).toBe("moved@example.com");
});

test("the mailboxes may confirm in either order, and one of them twice is not enough", async () => {
  const supabase = await platform.person("from@example.com");
  await supabase.auth.updateUser({ email: "to@example.com" });
  const [oldLink, newLink] = [
    linkIn(platform.mailTo("from@example.com")),
    linkIn(platform.mailTo("to@example.com")),
  ];

  await fetch(newLink, { redirect: "manual" });
  await fetch(newLink, { redirect: "manual" });
  const between = await supabase.auth.getUser();
  await fetch(oldLink, { redirect: "manual" });

  const after = await supabase.auth.getUser();
  expect([between.data.user?.email, after.data.user?.email]).toEqual(["from@example.com", "to@example.com"]);
});
