"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { useToasts } from "../../../state/toasts.ts";
import { ConfirmDialog } from "../../settings/components/confirm-dialog.tsx";
import { leftByYourself } from "../left-by-yourself.ts";
import { leaveOrganisation, type Organisation, organisationKeys } from "../queries.ts";

export function LeaveDialog({ organisation, onClose }: { organisation: Organisation; onClose: () => void }) {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const router = useRouter();
  const show = useToasts((toasts) => toasts.show);
  const leave = useMutation({
    mutationFn: () => {
      leftByYourself.add(organisation.id);
      return leaveOrganisation(db(), organisation.id);
    },
    onError: () => leftByYourself.delete(organisation.id),
    onSuccess: async () => {
      router.push("/settings/organisations");
      show({ title: `You left ${organisation.name}` });
      await client.invalidateQueries({ queryKey: organisationKeys.list });
    },
  });
  return (
    <ConfirmDialog
      title={`Leave ${organisation.name}?`}
      description="Your keys in it end at once, and what you brought along is taken out. To come back, somebody must invite you again."
      problem={leave.error ? `You are still a member. ${leave.error.message}` : null}
      action={leave.isPending ? "Leaving…" : "Leave organisation"}
      isBusy={leave.isPending}
      onConfirm={() => leave.mutate()}
      onClose={onClose}
    />
  );
}
