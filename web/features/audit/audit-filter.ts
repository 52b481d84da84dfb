import { ACTION_WORDS } from "./actions-of-log.ts";

/** What the page of the log shows; all of it in the address. */
export interface AuditFilter {
  action: string | null;
  /** Pseudonym of a person, as the rows name them. */
  actor: string | null;
  /** Days, `2026-11-25`; `until` is shown as well. */
  since: string | null;
  until: string | null;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DAY_MS = 86_400_000;

/** Anything in the address that is no such filter is left out. */
export function readFilter(search: URLSearchParams): AuditFilter {
  const action = search.get("action");
  const actor = search.get("actor");
  return {
    action: action !== null && Object.hasOwn(ACTION_WORDS, action) ? action : null,
    actor: actor !== null && ID.test(actor) ? actor : null,
    since: dayOf(search.get("since")),
    until: dayOf(search.get("until")),
  };
}

export function writeFilter(filter: AuditFilter): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value) search.set(name, value);
  return search.size > 0 ? `?${search}` : "";
}

/** The arguments of `audit_entries`; days are those of UTC, as the log writes its times. */
export function filterArguments({ action, actor, since, until }: AuditFilter) {
  return {
    actions: action ? [action] : null,
    actor,
    since: since ? `${since}T00:00:00Z` : null,
    until: until ? new Date(Date.parse(`${until}T00:00:00Z`) + DAY_MS).toISOString() : null,
  };
}

function dayOf(text: string | null): string | null {
  return text !== null && DAY.test(text) && !Number.isNaN(Date.parse(text)) ? text : null;
}
