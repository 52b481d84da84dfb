"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { useToasts } from "../../../state/toasts.ts";
import { CONTROL_CLASS } from "../../../ui/field.tsx";
import { useConfirmed } from "../../account/use-confirmed.ts";
import { membersQuery } from "../../members/queries.ts";
import { ConfirmDialog } from "../../settings/components/confirm-dialog.tsx";
import { type Organisation, organisationKeys, transferOwnership } from "../queries.ts";

export function TransferDialog({
  organisation,
  onClose,
}: {
  organisation: Organisation;
  onClose: () => void;
}) {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const confirmed = useConfirmed();
  const fieldId = useId();
  const show = useToasts((toasts) => toasts.show);
  const [chosen, setChosen] = useState("");
  const others = (useQuery(membersQuery(db, organisation.id)).data ?? []).filter(({ isMe }) => !isMe);
  const transfer = useMutation({
    mutationFn: () => confirmed(() => transferOwnership(db(), organisation.id, chosen)),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: organisationKeys.all });
      const name = others.find(({ id }) => id === chosen)?.name ?? "";
      show({ title: `${name} is the owner now`, detail: "You are an admin." });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={`Hand over ${organisation.name}`}
      description="The new owner may hand it on or delete it. You become an admin, and only they can give it back."
      problem={transfer.error ? `You are still the owner. ${transfer.error.message}` : null}
      action={transfer.isPending ? "Handing over…" : "Hand over"}
      isBusy={transfer.isPending}
      isDisabled={chosen === ""}
      onConfirm={() => transfer.mutate()}
      onClose={onClose}
    >
      {others.length === 0 ? (
        <p className="text-soft">Nobody else is a member yet. Invite the new owner first.</p>
      ) : (
        <div className="grid gap-1.5">
          <label htmlFor={fieldId} className="text-[13px] font-medium">
            New owner
          </label>
          <select
            id={fieldId}
            value={chosen}
            onChange={(event) => setChosen(event.target.value)}
            className={CONTROL_CLASS}
          >
            <option value="">Choose a member</option>
            {others.map(({ id, name, email }) => (
              <option key={id} value={id}>
                {name === email ? email : `${name} (${email})`}
              </option>
            ))}
          </select>
        </div>
      )}
    </ConfirmDialog>
  );
}
