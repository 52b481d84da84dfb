"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";
import type { MenuChoice } from "../../ui/menu.tsx";
import { type Organisation, organisationKeys } from "./queries.ts";

/** The pages of the person's organisations, for a menu: of what the page has read of them, it asks for nothing itself. */
export function useTeamPlaces(): MenuChoice[] {
  const client = useQueryClient();
  const subscribe = useCallback(
    (tell: () => void) =>
      client.getQueryCache().subscribe(({ query }) => {
        if (query.queryKey[0] === organisationKeys.all[0]) tell();
      }),
    [client],
  );
  const known = useSyncExternalStore(
    subscribe,
    () => client.getQueryData<Organisation[]>(organisationKeys.list),
    () => undefined,
  );
  return (known ?? [])
    .filter(({ kind, deletedAt }) => kind === "team" && deletedAt === null)
    .map(({ id, name }) => ({ label: name, href: `/settings/organisations/${id}` }));
}
