import { expect, test } from "@playwright/test";
import { linkFromMail } from "../support/mail.ts";
import { aClient, anAddress, aPerson, PASSWORD } from "../support/person.ts";
import { formAction } from "./action-request.ts";
import { eachOf, type RawAnswer, type RawRequest, sendRaw } from "./raw-request.ts";
import { REDIRECT_PAYLOADS } from "./redirect-payloads.ts";
import { cookieOf } from "./signed-in.ts";

const SITE = process.env.FLOYO_SITE_URL ?? "";
const SAME = { origin: SITE, "sec-fetch-site": "same-origin" };
/** Sign-ins and sign-ups hash a password, so they get each eighth payload. */
const SOME = REDIRECT_PAYLOADS.filter((_, index) => index % 8 === 0);
/** Pages that carry `next` along in a form, and links that end on the site: each payload is given to one of these. */
const FORMS = ["/sign-in", "/sign-up", "/sign-in/link", "/sign-in/code"];
const LINKS: ((query: string, next: string) => RawRequest)[] = [
  (query) => ({ path: `/auth/confirm?token_hash=x&type=magiclink&${query}` }),
  (query, next) => ({
    path: `/auth/confirm?code=x&${query}`,
    headers: { cookie: `floyo-next=${encodeURIComponent(next)}` },
  }),
  (query) => ({ path: `/invite?token=x&${query}` }),
];
const IN_CHROMIUM = REDIRECT_PAYLOADS.filter((_, index) => index % 8 === 3);

test("no `next` leads off the site, wherever it is given", async ({ browser }) => {
  const person = await aPerson("walker");
  const cookie = await cookieOf(browser, person);
  const asked = REDIRECT_PAYLOADS.flatMap((next, index) => {
    const query = `next=${encodeURIComponent(next)}`;
    return [
      { path: `/sign-in?${query}`, headers: { cookie } },
      { path: `/auth/with/github?${query}`, headers: SAME },
      { path: `${FORMS[index % FORMS.length]}?${query}` },
      LINKS[index % LINKS.length]?.(query, next) ?? { path: "/" },
    ];
  });
  const posted = SOME.map((next) => {
    const request = formAction("signIn", "/sign-in", { email: person.email, password: PASSWORD, next });
    return { ...request, headers: { ...request.headers, ...SAME } };
  });

  const escapes = (await eachOf([...asked, ...posted], escapesOf)).flat();
  escapes.push(...(await eachOf(SOME.slice(0, 6), confirmedOff)).flat());

  expect(REDIRECT_PAYLOADS.length).toBe(100);
  expect(escapes).toEqual([]);
  // What is looked for is found where it is: a path of ours is followed in each of these ways.
  const good = await sendRaw(SITE, { path: "/sign-in?next=%2Fsources", headers: { cookie } });
  expect(targetsOf(good)).toContain("/sources");
  const request = formAction("signIn", "/sign-in", {
    email: person.email,
    password: PASSWORD,
    next: "/sources",
  });
  const signedIn = await sendRaw(SITE, { ...request, headers: { ...request.headers, ...SAME } });
  expect(targetsOf(signedIn)).toContain("/sources");
  const provider = await sendRaw(SITE, { path: "/auth/with/github?next=%2Fsources", headers: SAME });
  expect(targetsOf(provider)).toContain("/sources");
  const form = await sendRaw(SITE, { path: "/sign-in?next=%2Fsources" });
  expect(targetsOf(form)).toContain("/sources");
});

test("Chromium stays on the site too", async ({ page }) => {
  const person = await aPerson("walker");
  await page.goto(`/sign-in?next=${encodeURIComponent(IN_CHROMIUM[0] ?? "")}`);
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(`${SITE}/feed`);

  for (const next of IN_CHROMIUM) {
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`, { waitUntil: "commit" });
    expect(new URL(page.url()).origin, next).toBe(SITE);
  }
  expect(IN_CHROMIUM.length).toBeGreaterThanOrEqual(12);
});

async function escapesOf(request: RawRequest): Promise<string[]> {
  const answer = await sendRaw(SITE, request);
  const isProvider = request.path.startsWith("/auth/with/");
  return targetsOf(answer)
    .filter((target) => !staysHere(target) && !(isProvider && isProvidersPage(target)))
    .map((target) => `${request.method ?? "GET"} ${request.path} leads to ${target}`);
}

/** The link of a real mail, with the payload beside it. */
async function confirmedOff(next: string): Promise<string[]> {
  const email = anAddress("confirming");
  const { error } = await aClient().auth.signUp({
    email,
    password: PASSWORD,
    options: { emailRedirectTo: `${SITE}/auth/confirm?next=${encodeURIComponent(next)}` },
  });
  if (error) throw error;
  const answer = await fetch(await linkFromMail(email, /confirm/i), { redirect: "manual" });
  const location = answer.headers.get("location") ?? "";
  return staysHere(location) ? [] : [`the mail's link leads to ${location}`];
}

/** Everywhere an answer sends its reader, now or at the next click. */
function targetsOf({ headers, text }: RawAnswer): string[] {
  const targets = [
    headers.location,
    String(headers["x-action-redirect"] ?? "").replace(/;(push|replace)$/, ""),
  ];
  for (const line of headers["set-cookie"] ?? []) {
    const value = /^floyo-next=([^;]*)/.exec(line)?.[1];
    if (value) targets.push(decodeURIComponent(value));
    if (/^floyo=x/.test(line)) targets.push(`//a-cookie-of-others/${line}`);
  }
  for (const [, value = ""] of text.matchAll(/<input[^>]*name="next"[^>]*value="([^"]*)"/g))
    targets.push(value);
  for (const [, value = ""] of text.matchAll(/(?:href|action|src|url)="([^"]*)"/g)) {
    const target = value.replaceAll("&amp;", "&");
    const next = URL.parse(target, SITE)?.searchParams.get("next");
    targets.push(target, ...(next ? [next] : []));
  }
  for (const [, path = ""] of text.matchAll(/NEXT_REDIRECT;\w+;([^;"]*);/g)) targets.push(path);
  for (const [tag] of text.matchAll(/<meta[^>]*http-equiv[^>]*>/gi))
    targets.push(/url=([^"]*)/i.exec(tag)?.[1] ?? "");
  return targets.filter((target): target is string => typeof target === "string" && target !== "");
}

function staysHere(target: string): boolean {
  if (/[\r\n]/.test(target)) return false;
  const url = URL.parse(target, SITE);
  return url?.origin === SITE && !url.pathname.startsWith("//");
}

function isProvidersPage(target: string): boolean {
  return target.startsWith(`${process.env.SUPABASE_URL}/auth/v1/authorize?`);
}
