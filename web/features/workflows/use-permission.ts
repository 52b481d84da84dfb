"use client";

import { may, type Permission } from "@floyo/shared/access/permissions.ts";
import { useOrganisations } from "../organisations/use-organisations.ts";

/** Whether the person may do something in an organisation; false until their organisations are read. */
export function usePermission(userId: string): (orgId: string, permission: Permission) => boolean {
  const organisations = useOrganisations(userId).data;
  return (orgId, permission) => {
    const role = organisations?.find(({ id }) => id === orgId)?.role;
    return role !== undefined && may(role, permission);
  };
}
