"use client";

import { useQuery } from "@tanstack/react-query";
import { useBrowserDb } from "../../lib/browser-db.tsx";
import { eventsByIdsQuery } from "../events/queries.ts";
import type { PatternDetail } from "./pattern.ts";

/** The stored events of a pattern's kept occurrences, as they are today. */
export function useEvidence({ evidence }: Pick<PatternDetail, "evidence">) {
  const { db } = useBrowserDb();
  const ids = evidence.occurrences.toReversed().flatMap(({ eventIds }) => eventIds);
  return useQuery({ ...eventsByIdsQuery(db, ids), refetchInterval: false });
}
