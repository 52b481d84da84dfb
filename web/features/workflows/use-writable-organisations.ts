"use client";

import { may } from "@floyo/shared/access/permissions.ts";
import { useOrganisations } from "../organisations/use-organisations.ts";

/** Organisations in which the person may make workflows; undefined until they are read. */
export function useWritableOrganisations(userId: string) {
  return useOrganisations(userId).data?.filter(
    ({ role, deletedAt }) => deletedAt === null && may(role, "workflows.write"),
  );
}
