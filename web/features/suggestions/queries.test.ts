import { QueryClient } from "@tanstack/react-query";
import { expect, it } from "vitest";
import { FEED_TABS } from "./feed-tab.ts";
import { suggestionKeys } from "./queries.ts";

it("reads every tab, the counts and the reasons again when suggestions change", async () => {
  const client = new QueryClient();
  const keys = [
    ...FEED_TABS.map(({ tab }) => suggestionKeys.list(tab)),
    suggestionKeys.counts,
    suggestionKeys.reasons,
  ];
  for (const key of keys) client.setQueryData(key, []);

  await client.invalidateQueries({ queryKey: suggestionKeys.all });

  expect(keys.map((key) => client.getQueryState(key)?.isInvalidated)).toEqual(keys.map(() => true));
});

it("keeps the tabs apart", () => {
  const keys = FEED_TABS.map(({ tab }) => JSON.stringify(suggestionKeys.list(tab)));

  expect(new Set(keys).size).toBe(FEED_TABS.length);
});
