import { expect, test } from "@playwright/test";
import { aPerson, type Person } from "../support/person.ts";
import { eachOf, type RawRequest, sendRaw } from "./raw-request.ts";
import { cookieOf } from "./signed-in.ts";
import { allActions, allPlaces } from "./site-map.ts";
import { VARIANTS } from "./variants.ts";
import { aVictim, type Victim } from "./victim.ts";

const SITE = process.env.FLOYO_SITE_URL ?? "";
const API = process.env.SUPABASE_URL ?? "";
const KEY = process.env.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY ?? "";

test("no request without a session, or with another tenant's, brings a byte of a person's rows", async ({
  browser,
}) => {
  const [victim, stranger] = await Promise.all([aVictim(), aPerson("stranger")]);
  const [ownCookie, strangersCookie] = [await cookieOf(browser, victim), await cookieOf(browser, stranger)];
  const pages = pageRequests(victim);
  const actions = actionRequests(victim);
  const rows = apiRequests(victim);

  const leaks = [
    ...(await leaksOf(SITE, [...pages, ...actions], victim.canary)),
    ...(await leaksOf(SITE, pages.map(withCookie(strangersCookie)), victim.canary)),
  ];
  // Still signed in after all of that; the actions come after this, since one of them signs out.
  const strangersPage = await sendRaw(SITE, withCookie(strangersCookie)({ path: "/settings" }));
  expect(strangersPage.text).toContain(stranger.email);
  leaks.push(
    ...(await leaksOf(SITE, actions.map(withCookie(strangersCookie)), victim.canary)),
    ...(await leaksOf(API, rows.map(withToken(null)), victim.canary)),
    ...(await leaksOf(API, rows.map(withToken(stranger)), victim.canary)),
  );

  expect(leaks).toEqual([]);
  expect(2 * (pages.length + actions.length + rows.length)).toBeGreaterThanOrEqual(1_000);
  // The crawler sees what is there: the person's own session finds the word.
  const own = pages.filter(({ path }) => path === "/timeline" || path === "/sources");
  expect(await leaksOf(SITE, own.map(withCookie(ownCookie)), victim.canary)).not.toEqual([]);
  expect(await leaksOf(API, rows.map(withToken(victim)), victim.canary)).not.toEqual([]);
});

/** Every page and route in every variant. */
function pageRequests(victim: Victim): RawRequest[] {
  const places = allPlaces({
    "/patterns/[id]": victim.pattern,
    "/organisations/[id]": victim.team,
    "/exports/[id]": victim.export,
    "[part]": "1",
    "[provider]": "github",
    id: victim.pattern,
    part: "1",
    provider: "github",
  });
  return places.flatMap(({ path }) => VARIANTS.map((variant) => variant(path)));
}

/** Every server action with the victim's ids. */
function actionRequests(victim: Victim): RawRequest[] {
  const ids = JSON.stringify([victim.id, victim.team, victim.source, victim.pattern]);
  return allActions().flatMap(({ id }) =>
    ["/feed", "/settings"].map((path) => ({
      method: "POST",
      path,
      headers: {
        "next-action": id,
        "content-type": "text/plain;charset=UTF-8",
        origin: SITE,
        "sec-fetch-site": "same-origin",
      },
      body: ids,
    })),
  );
}

const TABLES = [
  "api_keys",
  "audit_heads",
  "audit_log",
  "audit_seals",
  "erasures",
  "events",
  "exports",
  "ingest_rejects",
  "invitations",
  "memberships",
  "mining_state",
  "org_patterns",
  "organisations",
  "pattern_mutes",
  "patterns",
  "privacy_settings",
  "profiles",
  "sources",
  "suggestion_feedback",
  "suggestions",
] as const;

/** Tables by their rows, by the victim's ids and by embedding, and the commands that take an id. */
function apiRequests(victim: Victim): RawRequest[] {
  const { team, id, source, pattern, suggestion, key } = victim;
  const reads = TABLES.flatMap((table) =>
    [
      "",
      "?select=*",
      `?org_id=eq.${team}`,
      `?user_id=eq.${id}`,
      "?select=*,organisations(*)",
      `?or=(id.eq.${source},id.eq.${pattern},id.eq.${suggestion},id.eq.${key},id.eq.${team})`,
    ].map((query) => ({ path: `/rest/v1/${table}${query}` })),
  );
  const calls: [name: string, body: Record<string, unknown>][] = [
    ["members_of", { org_id: team }],
    ["audit_entries", { org_id: team }],
    ["verify_audit_log", { org_id: team }],
    ["change_role", { org_id: team, user_id: id, role: "viewer" }],
    ["remove_member", { org_id: team, user_id: id }],
    ["transfer_ownership", { org_id: team, user_id: id }],
    ["delete_organisation", { org_id: team, name: victim.canary }],
    ["restore_organisation", { org_id: team }],
    ["invite_member", { org_id: team, email: "x@example.com", role: "viewer" }],
    ["revoke_api_key", { key_id: key }],
    ["remove_source", { source_id: source }],
    ["mute_pattern", { id: pattern }],
    ["dismiss_suggestion", { id: suggestion, reason: "private" }],
    ["pattern_step_days", { id: pattern, time_zone: "UTC" }],
    ["timeline_events", { since: "2020-01-01", until: "2100-01-01" }],
    ["find_files", { q: victim.canary }],
    ["kept_rows", {}],
    ["my_sessions", {}],
  ];
  return [
    ...reads,
    ...calls.map(([name, body]) => ({
      method: "POST",
      path: `/rest/v1/rpc/${name}`,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    })),
    { path: `/storage/v1/object/authenticated/exports/${id}/${victim.export}/part-001.zip` },
    { path: `/storage/v1/object/public/exports/${id}/${victim.export}/part-001.zip` },
    {
      method: "POST",
      path: "/storage/v1/object/list/exports",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ prefix: id }),
    },
    { path: `/auth/v1/admin/users/${id}` },
    { path: "/auth/v1/admin/users" },
  ];
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
