/** Below the events' own key, so that it is read again with them. Apart, so that who listens need not load the rest. */
export const nearKeys = { all: ["events", "near"] as const };
