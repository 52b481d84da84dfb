"use client";

import { useQuery } from "@tanstack/react-query";
import { useBrowserDb } from "../../lib/browser-db.tsx";
import { organisationsQuery } from "./queries.ts";

/** The organisations of the person, as every part of a page asks for them. */
export function useOrganisations(userId: string) {
  const { db } = useBrowserDb();
  return useQuery(organisationsQuery(db, userId));
}
