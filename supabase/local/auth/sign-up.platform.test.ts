import { afterAll, beforeAll, expect, test } from "vitest";
import { linkIn, PASSWORD, startTestPlatform, type TestPlatform } from "../gateway/testing.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform({
    // What many migrations do: a profile from the metadata, once the address is confirmed.
    schema: `
      create table public.profiles (user_id uuid primary key references auth.users (id), full_name text);
      create function public.make_profile() returns trigger language plpgsql security definer set search_path = '' as $$
        begin
          insert into public.profiles values (new.id, new.raw_user_meta_data ->> 'full_name');
          return new;
        end $$;
      create trigger make_profile after update of email_confirmed_at on auth.users for each row
        when (old.email_confirmed_at is null and new.email_confirmed_at is not null)
        execute function public.make_profile();`,
  });
});
afterAll(() => platform?.stop());

const signUp = (email: string, password = PASSWORD) =>
  platform.client().auth.signUp({ email, password, options: { data: { full_name: "Ada L." } } });
const confirm = (email: string) => fetch(linkIn(platform.mailTo(email)), { redirect: "manual" });

test("a new person has no session before the mail's link is opened, and signs in after it", async () => {
  const supabase = platform.client();
  const { data } = await signUp("new@example.com");
  const before = await supabase.auth.signInWithPassword({ email: "new@example.com", password: PASSWORD });

  await confirm("new@example.com");
  const after = await supabase.auth.signInWithPassword({ email: "new@example.com", password: PASSWORD });

  expect([data.session, before.error?.code, after.data.user?.email]).toEqual([
    null,
    "email_not_confirmed",
    "new@example.com",
  ]);
});

test("triggers read the metadata of accounts as an object", async () => {
  const { data } = await signUp("meta@example.com");

  await confirm("meta@example.com");

  const profiles = await platform.sql`select * from profiles where user_id = ${data.user?.id ?? ""}`;
  expect([...profiles]).toEqual([{ user_id: data.user?.id, full_name: "Ada L." }]);
});

test("a confirmed address answers like a new one, without a mail and with another id each time", async () => {
  await signUp("here@example.com");
  await confirm("here@example.com");
  const mailsBefore = platform.mails.length;

  const first = await signUp("here@example.com");
  const second = await signUp("here@example.com");

  expect([first.error, second.error, first.data.session]).toEqual([null, null, null]);
  expect(first.data.user?.identities).toEqual([]);
  expect(first.data.user?.id).not.toBe(second.data.user?.id);
  expect(platform.mails).toHaveLength(mailsBefore);
});

test("a confirmed address with a weak password is told what a new one would be told", async () => {
  await signUp("weak@example.com");
  await confirm("weak@example.com");

  const taken = await signUp("weak@example.com", "too short");
  const free = await signUp("free@example.com", "too short");

  expect([taken.error?.code, free.error?.code]).toEqual(["weak_password", "weak_password"]);
});

test("an unconfirmed address gets another mail, at most one a second", async () => {
  await signUp("again@example.com");
  await platform.sql`
    update auth.users set confirmation_sent_at = now() + interval '1 minute' where email = 'again@example.com'`;
  const tooSoon = await signUp("again@example.com");
  await platform.sql`
    update auth.users set confirmation_sent_at = now() - interval '2 seconds' where email = 'again@example.com'`;
  const first = platform.mailTo("again@example.com");

  const second = await signUp("again@example.com");

  expect([tooSoon.error?.code, second.error]).toEqual(["over_email_send_rate_limit", null]);
  expect(linkIn(platform.mailTo("again@example.com"))).not.toBe(linkIn(first));
});

test("resend sends a new link, and the old one no longer works", async () => {
  await signUp("resend@example.com");
  const old = linkIn(platform.mailTo("resend@example.com"));
  await platform.sql`
    update auth.users set confirmation_sent_at = now() - interval '2 seconds' where email = 'resend@example.com'`;

  const { error } = await platform.client().auth.resend({ type: "signup", email: "resend@example.com" });

  const oldAnswer = await fetch(old, { redirect: "manual" });
  const newAnswer = await confirm("resend@example.com");
  expect(error).toBeNull();
  expect(oldAnswer.headers.get("location")).toContain("error_code=otp_expired");
  expect(newAnswer.headers.get("location")).toContain("access_token=");
});

test("twenty sign-ups of one address at once make one account, and one mail a second", async () => {
  const startedAt = Date.now();

  const answers = await Promise.all(Array.from({ length: 20 }, () => signUp("crowd@example.com")));

  const accounts = await platform.sql`select from auth.users where email = 'crowd@example.com'`;
  const mails = platform.mails.filter(({ to }) => to === "crowd@example.com");
  expect(accounts).toHaveLength(1);
  expect(answers.filter(({ error }) => error === null)).toHaveLength(mails.length);
  expect(mails.length).toBeGreaterThan(0);
  expect(mails.length).toBeLessThanOrEqual(1 + (Date.now() - startedAt) / 1000);
});

test("a wrong password says nothing of an address that waits for its confirmation", async () => {
  await signUp("waiting@example.com");
  const supabase = platform.client();

  const wrong = await supabase.auth.signInWithPassword({
    email: "waiting@example.com",
    password: "not the one",
  });

  expect(wrong.error?.code).toBe("invalid_credentials");
});
