import { allCommands, allFunctions, allTables, type Command } from "./commands.ts";
import type { RawRequest } from "./raw-request.ts";
import { allActions, allPlaces } from "./site-map.ts";
import { inVariants, WAYS_IN } from "./variants.ts";
import type { Victim } from "./victim.ts";

const JSON_TYPE = { "content-type": "application/json" };
/** Edge functions with places below their own name. */
const WITHIN: Record<string, (victim: Victim) => string[]> = {
  api: () =>
    ["work", "uploads", "uploads/done", "unsubscribe", "approvals", "shared"].map((place) => `api/${place}`),
  ingest: ({ source }) => ["ingest", `ingest/rules?source=${source}`],
  hooks: ({ workflow }) => [`hooks/${workflow}`, `hooks/${workflow}/secrets`],
};

interface Size {
  /** Every variant, instead of one of each kind. */
  isWhole: boolean;
}

/** Every page and route of the site with the victim's ids in their addresses, or those alone that know who asks. */
export function pageRequests(
  victim: Victim,
  { isOwnOnly = false, isWhole }: Size & { isOwnOnly?: boolean },
): RawRequest[] {
  const places = allPlaces({
    "/patterns/[id]": victim.pattern,
    "/organisations/[id]": victim.team,
    "/exports/[id]": victim.export,
    "/workflows/[id]": victim.workflow,
    "/runs/[id]": victim.run,
    "[part]": "1",
    "[provider]": "github",
    id: victim.pattern,
    part: "1",
    provider: "github",
    token: "none",
  });
  const asked = places.filter(({ kind, isOwn }) => isOwn || kind === "route" || !isOwnOnly);
  return inVariants(
    asked.map(({ path }) => path),
    // Who is signed in meets the same walls: the kinds of asking that change who answers are left.
    { isWhole, kinds: isOwnOnly ? WAYS_IN : undefined },
  );
}

/** Every server action with the victim's ids. */
export function actionRequests(victim: Victim, site: string): RawRequest[] {
  const ids = JSON.stringify([victim.id, victim.team, victim.source, victim.pattern]);
  return allActions().flatMap(({ id }) =>
    ["/feed", "/settings"].map((path) => ({
      method: "POST",
      path,
      headers: {
        "next-action": id,
        "content-type": "text/plain;charset=UTF-8",
        origin: site,
        "sec-fetch-site": "same-origin",
      },
      body: ids,
    })),
  );
}

/** Every table whole, by the victim's ids and by embedding, in turn or all, and files and accounts beside them. */
export function rowRequests(victim: Victim, { isWhole }: Size): RawRequest[] {
  const { team, id, source, pattern, suggestion, key, workflow, run } = victim;
  const ids = [source, pattern, suggestion, key, team, workflow, run].map((one) => `id.eq.${one}`);
  const queries = [
    "",
    "?select=*",
    `?org_id=eq.${team}`,
    `?user_id=eq.${id}`,
    "?select=*,organisations(*)",
    `?or=(${ids.join(",")})`,
  ];
  const folder = `exports/${id}/${victim.export}`;
  return [
    ...allTables().flatMap((table, place) =>
      (isWhole ? queries : ["", queries[1 + (place % (queries.length - 1))]]).map((query) => ({
        path: `/rest/v1/${table}${query}`,
      })),
    ),
    { path: `/storage/v1/object/authenticated/${folder}/part-001.zip` },
    { path: `/storage/v1/object/public/${folder}/part-001.zip` },
    post("/storage/v1/object/list/exports", { prefix: id }),
    { path: `/auth/v1/admin/users/${id}` },
    { path: "/auth/v1/admin/users" },
  ];
}

/** Every command with the victim's ids. */
export function commandRequests(victim: Victim): RawRequest[] {
  return allCommands().map((command) => {
    const given = command.needs.map(([name, type]) => [name, argumentOf(victim, command, name, type)]);
    return post(`/rest/v1/rpc/${command.name}`, Object.fromEntries(given));
  });
}

/** Every edge function, called with the victim's ids. */
export function functionRequests(victim: Victim, size: Size): RawRequest[] {
  const places = allFunctions().flatMap((name) => WITHIN[name]?.(victim) ?? [name]);
  const paths = places.map((place) => `/functions/v1/${place}`);
  const { source, workflow, run } = victim;
  const sentAt = new Date().toISOString();
  return [
    ...paths.flatMap((path) => [
      post(path, { source, sentAt, events: [], workflow, run }),
      post(path, { outboxId: 1, attempt: 1 }),
      post(path, { task: "tick" }),
    ]),
    // The gateway is asked in the same ways as the site.
    ...inVariants(paths, size),
  ];
}

function argumentOf(victim: Victim, { name: command }: Command, name: string, type: string): unknown {
  if (type.endsWith("[]")) return [];
  if (type !== "string") return { number: 1, boolean: true }[type] ?? {};
  const byNoun = Object.entries(BY_NOUN).find(([noun]) => command.includes(noun))?.[1];
  const values: Record<string, string> = {
    ...{ org_id: victim.team, user_id: victim.id, source_id: victim.source, key_id: victim.key },
    ...{ workflow_id: victim.workflow, run_id: victim.run, id: victim[byNoun ?? "pattern"] },
    ...{ since: "2020-01-01", until: "2100-01-01", time_zone: "UTC", role: "viewer", reason: "private" },
    // Half of the word: an answer that holds all of it did not get it from here.
    ...{ email: "x@example.com", q: victim.canary.slice(0, 10), name: victim.canary.slice(0, 10) },
  };
  return values[name] ?? "x";
}

/** What an `id` is, by the noun in the command's name. */
const BY_NOUN = {
  suggestion: "suggestion",
  pattern: "pattern",
  workflow: "workflow",
  run: "run",
  invitation: "invitation",
} as const satisfies Record<string, keyof Victim>;

function post(path: string, body: unknown): RawRequest {
  return { method: "POST", path, headers: JSON_TYPE, body: JSON.stringify(body) };
}
