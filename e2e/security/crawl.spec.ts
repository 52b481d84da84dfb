import { expect, test } from "@playwright/test";
import { aPerson, type Person } from "../support/person.ts";
import {
  actionRequests,
  commandRequests,
  functionRequests,
  pageRequests,
  rowRequests,
} from "./crawl-requests.ts";
import { eachOf, type RawRequest, sendRaw } from "./raw-request.ts";
import { cookieOf } from "./signed-in.ts";
import { aVictim, type Victim } from "./victim.ts";

const SITE = process.env.FLOYO_SITE_URL ?? "";
const API = process.env.SUPABASE_URL ?? "";
const KEY = process.env.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY ?? "";
/** `npm run test:deep` sends every place in every variant; here each place meets one of every kind. */
const SIZE = { isWhole: process.env.FLOYO_CRAWL === "whole" };

test("no request without a session, or with another tenant's, brings a byte of a person's rows", async ({
  browser,
}) => {
  const [victim, stranger] = await Promise.all([aVictim(), aPerson("stranger")]);
  const [ownCookie, strangersCookie] = await Promise.all([
    cookieOf(browser, victim),
    cookieOf(browser, stranger),
  ]);
  const pages = pageRequests(victim, SIZE);
  const ownPages = pageRequests(victim, { ...SIZE, isOwnOnly: !SIZE.isWhole });
  const actions = actionRequests(victim, SITE);
  const rows = rowRequests(victim, SIZE);
  const calls = [...commandRequests(victim), ...functionRequests(victim, SIZE)];
  const before = await standing(victim);

  const leaks = [
    ...(await leaksOf(SITE, [...pages, ...actions], victim.canary)),
    ...(await leaksOf(SITE, ownPages.map(withCookie(strangersCookie)), victim.canary)),
  ];
  // Still signed in after all of that; the actions come after this, since one of them signs out.
  const strangersPage = await sendRaw(SITE, withCookie(strangersCookie)({ path: "/settings" }));
  expect(strangersPage.text).toContain(stranger.email);
  leaks.push(
    ...(await leaksOf(SITE, actions.map(withCookie(strangersCookie)), victim.canary)),
    ...(await leaksOf(API, [...rows, ...calls].map(withToken(null)), victim.canary)),
    ...(await leaksOf(API, [...rows, ...calls].map(withToken(stranger)), victim.canary)),
  );

  const sent = pages.length + ownPages.length + 2 * (actions.length + rows.length + calls.length);
  console.log(`${sent} requests for what is another's`);
  expect(leaks).toEqual([]);
  expect(sent).toBeGreaterThanOrEqual(1_000);
  expect(await standing(victim)).toEqual(before);
  // The crawler sees what is there: the person's own session finds the word.
  const own = pages.filter(({ path }) => path.endsWith(victim.workflow) || path.endsWith(victim.run));
  expect(await leaksOf(SITE, own.map(withCookie(ownCookie)), victim.canary)).not.toEqual([]);
  const reads = [...rows, ...calls.filter(({ path }) => path.endsWith("/read_run_steps"))];
  const seen = await leaksOf(API, reads.map(withToken(victim)), victim.canary);
  for (const place of ["events", "sources", "workflows", "workflow_versions", "rpc/read_run_steps"])
    expect(seen.join("\n")).toContain(`/rest/v1/${place}`);
});

/** What of the victim anybody could have changed by a command. */
async function standing({ client }: Victim): Promise<unknown[]> {
  const answers = await Promise.all([
    client.from("organisations").select("id,name,deleted_at").order("id"),
    client.from("sources").select("id,name,paused_at,removed_at").order("id"),
    client.from("api_keys").select("id,revoked_at").order("id"),
    client.from("invitations").select("id,outcome").order("id"),
    client
      .from("workflows")
      .select("id,name,draft_revision,published_version,paused_at,deleted_at")
      .order("id"),
    client.from("runs").select("id,status").order("id"),
    client.from("pattern_mutes").select("fingerprint"),
    client.from("suggestions").select("id,status").eq("status", "dismissed"),
  ]);
  return answers.map(({ data, error }) => {
    if (error) throw new Error(error.message);
    return data;
  });
}

const withCookie =
  (cookie: string) =>
  (request: RawRequest): RawRequest => ({ ...request, headers: { ...request.headers, cookie } });

const withToken =
  (person: Person | null) =>
  (request: RawRequest): RawRequest => ({
    ...request,
    headers: {
      ...request.headers,
      apikey: KEY,
      ...(person === null ? {} : { authorization: `Bearer ${person.token}` }),
    },
  });

/** Requests whose answer holds the word though they did not bring it themselves. */
async function leaksOf(base: string, requests: readonly RawRequest[], canary: string): Promise<string[]> {
  const found = await eachOf(requests, async (request) => {
    const brought = `${request.path}${request.body ?? ""}`.includes(canary);
    const { all } = await sendRaw(base, request);
    return !brought && all.includes(canary) ? [`${request.method ?? "GET"} ${request.path}`] : [];
  });
  return found.flat();
}
