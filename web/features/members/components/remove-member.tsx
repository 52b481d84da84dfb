"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { useToasts } from "../../../state/toasts.ts";
import type { Organisation } from "../../organisations/queries.ts";
import { ConfirmDialog } from "../../settings/components/confirm-dialog.tsx";
import { type Member, memberKeys, removeMember } from "../queries.ts";

interface RemoveMemberProps {
  organisation: Organisation;
  member: Member;
  onClose: () => void;
}

export function RemoveMember({ organisation, member, onClose }: RemoveMemberProps) {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const show = useToasts((toasts) => toasts.show);
  const remove = useMutation({
    mutationFn: () => removeMember(db(), organisation.id, member.id),
    onSuccess: async () => {
      show({ title: `${member.name} is no longer a member` });
      onClose();
      await client.invalidateQueries({ queryKey: memberKeys.members(organisation.id) });
    },
  });
  return (
    <ConfirmDialog
      title={`Remove ${member.name}?`}
      description={`They see nothing of ${organisation.name} from now on, also in pages that are open, and their keys in it end. What they brought along goes with them. To bring them back, invite them again.`}
      problem={remove.error ? `They are still a member. ${remove.error.message}` : null}
      action={remove.isPending ? "Removing…" : "Remove member"}
      isBusy={remove.isPending}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    />
  );
}
