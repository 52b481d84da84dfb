import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import type { DbSource } from "../../lib/browser-db.tsx";
import { type Db, parseRows } from "../../lib/db.ts";
import { eventKeys } from "../events/queries.ts";

export const MIN_SEARCH = 2;

const FoundFile = z.object({ path: z.string(), events: z.number(), last_at: z.string() });
export type FoundFile = z.infer<typeof FoundFile>;

/** Files whose path holds every word of the search, the last touched first. */
export function filesQuery(db: DbSource, search: string) {
  return queryOptions({
    queryKey: [...eventKeys.all, "files", search] as const,
    queryFn: () => findFiles(db(), search),
    enabled: search.length >= MIN_SEARCH,
    placeholderData: keepPreviousData,
    refetchInterval: false,
    meta: { isKept: false },
  });
}

async function findFiles(db: Db, search: string): Promise<FoundFile[]> {
  return parseRows(FoundFile, await db.rpc("find_files", { q: search, take: 8 }));
}
