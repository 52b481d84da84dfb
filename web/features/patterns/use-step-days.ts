"use client";

import { useQuery } from "@tanstack/react-query";
import { useBrowserDb } from "../../lib/browser-db.tsx";
import type { PatternDetail } from "./pattern.ts";
import { stepDaysQuery } from "./queries.ts";

/** On how many days each step was done at all, with or without the others; undefined until it is known. */
export function useStepDays({ id, evidence }: PatternDetail): number[] | undefined {
  const { db } = useBrowserDb();
  return useQuery(stepDaysQuery(db, id, evidence.timeZone)).data;
}
