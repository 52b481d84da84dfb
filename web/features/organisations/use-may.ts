"use client";

import { may, type Permission } from "@floyo/shared/access/permissions.ts";
import { useQuery } from "@tanstack/react-query";
import { type Organisation, organisationKeys } from "./queries.ts";

/**
 * What the person may do with rows of theirs that lie in an organisation. The frame of every page reads the organisations;
 * until it has, a person counts as what they are nearly always: the owner of the one their rows lie in.
 */
export function useMay(): (orgId: string, permission: Permission) => boolean {
  const organisations = useQuery<Organisation[]>({ queryKey: organisationKeys.list, enabled: false }).data;
  return (orgId, permission) => {
    const role = organisations?.find(({ id }) => id === orgId)?.role;
    return role === undefined || may(role, permission);
  };
}
