"use client";

import { mayGive } from "@floyo/shared/access/permissions.ts";
import { GIVEN_ROLES, type Role } from "@floyo/shared/access/roles.ts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { useToasts } from "../../../state/toasts.ts";
import { SelectField } from "../../../ui/select-field.tsx";
import type { Organisation } from "../../organisations/queries.ts";
import { roleName, roleWord } from "../../organisations/role-word.ts";
import { changeRole, type Member, memberKeys } from "../queries.ts";

/** Changes a member's role at once, with a way back. */
export function RoleSelect({ organisation, member }: { organisation: Organisation; member: Member }) {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const show = useToasts((toasts) => toasts.show);
  const warn = useToasts((toasts) => toasts.warn);
  const change = useMutation({
    mutationFn: (role: Role) => changeRole(db(), organisation.id, member.id, role),
    onSuccess: async (_answer, role) => {
      await client.invalidateQueries({ queryKey: memberKeys.members(organisation.id) });
      if (role === member.role) return;
      show({
        title: `${member.name} is ${roleWord(role)} now`,
        action: { label: "Undo", run: () => change.mutate(member.role) },
      });
    },
    onError: (error) => warn({ title: "The role was not changed", detail: error.message }),
  });
  return (
    <SelectField
      label={`Role of ${member.name}`}
      value={change.isPending ? change.variables : member.role}
      options={GIVEN_ROLES.filter((role) => mayGive(organisation.role, role)).map((role) => ({
        value: role as Role,
        label: roleName(role),
      }))}
      onChange={(role) => change.mutate(role)}
    />
  );
}
