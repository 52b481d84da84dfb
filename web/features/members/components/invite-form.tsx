"use client";

import { GIVEN_ROLES, ROLE_SAYS } from "@floyo/shared/access/roles.ts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useRef, useState } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { Button } from "../../../ui/button.tsx";
import { CONTROL_CLASS, Field } from "../../../ui/field.tsx";
import { roleName } from "../../organisations/role-word.ts";
import { invitationUrl, inviteMember, memberKeys } from "../queries.ts";
import type { SentLink } from "./invitation-section.tsx";

type GivenRole = (typeof GIVEN_ROLES)[number];

export function InviteForm({ orgId, onSent }: { orgId: string; onSent: (sent: SentLink) => void }) {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const roleId = useId();
  const form = useRef<HTMLFormElement>(null);
  const [role, setRole] = useState<GivenRole>("editor");
  const invite = useMutation({
    mutationFn: (email: string) => inviteMember(db(), { orgId, email, role }),
    onSuccess: async (token, email) => {
      form.current?.reset();
      onSent({ email, url: invitationUrl(token) });
      await client.invalidateQueries({ queryKey: memberKeys.invitations(orgId) });
    },
  });
  return (
    <form
      ref={form}
      noValidate
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        invite.mutate(String(new FormData(event.currentTarget).get("email")).trim());
      }}
    >
      <div className="grid items-start gap-3 sm:grid-cols-[1fr_150px_auto]">
        <Field
          label="E-mail"
          name="email"
          type="email"
          inputMode="email"
          autoComplete="off"
          required
          maxLength={254}
          placeholder="name@company.com"
          error={invite.error?.message}
        />
        <div className="grid gap-1.5">
          <label htmlFor={roleId} className="text-[13px] font-medium">
            Role
          </label>
          <select
            id={roleId}
            value={role}
            onChange={(event) => setRole(GIVEN_ROLES.find((one) => one === event.target.value) ?? "viewer")}
            className={CONTROL_CLASS}
          >
            {GIVEN_ROLES.map((one) => (
              <option key={one} value={one}>
                {roleName(one)}
              </option>
            ))}
          </select>
        </div>
        <Button
          type="submit"
          look="primary"
          disabled={invite.isPending}
          className="min-h-[38px] sm:mt-[26px]"
        >
          {invite.isPending ? "Inviting…" : "Invite"}
        </Button>
      </div>
      <p className="text-meta text-soft">
        {roleName(role)}: {ROLE_SAYS[role]}
      </p>
    </form>
  );
}
