export interface KeptWords {
  /** What the rows are, in the words of the person they are about. */
  what: string;
  /** The same in a list of what is empty. */
  short: string;
  /** Where they can be looked at. */
  href?: string;
}

/** What each table that names a person holds. */
export const KEPT_WORDS: Record<string, KeptWords> = {
  events: { what: "File events: what was done to which file, when", short: "events", href: "/timeline" },
  patterns: { what: "Routines found in them", short: "routines", href: "/patterns" },
  suggestions: { what: "Suggestions made from these", short: "suggestions", href: "/feed" },
  suggestion_feedback: { what: "What you decided on suggestions", short: "decisions" },
  pattern_mutes: { what: "Routines you do not want to see", short: "muted routines" },
  sources: { what: "Sources that send events", short: "sources", href: "/sources" },
  ingest_rejects: {
    what: "Events that were refused, with the reason",
    short: "refused events",
    href: "/sources",
  },
  api_keys: { what: "Keys of devices and programs, as a hash", short: "keys", href: "/sources" },
  memberships: {
    what: "Organisations you belong to",
    short: "organisations",
    href: "/settings/organisations",
  },
  profiles: { what: "Your name and time zone", short: "profile", href: "/settings" },
  privacy_settings: { what: "What you set on this page", short: "privacy settings" },
  mining_state: { what: "How far your events were looked through", short: "progress of the search" },
  workflow_consents: { what: "Workflows that may hear of your files", short: "permissions of workflows" },
  notifications: { what: "What you were told", short: "notifications", href: "/notifications" },
  notification_settings: {
    what: "When your digest comes",
    short: "digest",
    href: "/settings/notifications",
  },
  notification_choices: {
    what: "How you are told what",
    short: "choices of notifications",
    href: "/settings/notifications",
  },
  replays: { what: "Runs you had run again together", short: "bulk runs", href: "/runs" },
  exports: { what: "Exports you asked for", short: "exports" },
  erasures: { what: "An erasure that is due", short: "erasures" },
};
