"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { Field } from "../../../ui/field.tsx";
import { useConfirmed } from "../../account/use-confirmed.ts";
import { ConfirmDialog } from "../../settings/components/confirm-dialog.tsx";
import { deleteOrganisation, GRACE_DAYS, type Organisation, organisationKeys } from "../queries.ts";

export function DeleteDialog({ organisation, onClose }: { organisation: Organisation; onClose: () => void }) {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const confirmed = useConfirmed();
  const [typed, setTyped] = useState("");
  const remove = useMutation({
    mutationFn: () => confirmed(() => deleteOrganisation(db(), organisation.id, typed.trim())),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: organisationKeys.list });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={`Delete ${organisation.name}?`}
      description={`Nobody can open it from now on, and its keys do nothing. For ${GRACE_DAYS} days you can bring it back; then it is gone with everything in it.`}
      problem={remove.error ? `It is still there. ${remove.error.message}` : null}
      action={remove.isPending ? "Deleting…" : "Delete organisation"}
      isBusy={remove.isPending}
      isDisabled={typed.trim() !== organisation.name}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <Field
        label={`To delete it, type ${organisation.name}`}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        autoComplete="off"
        spellCheck={false}
      />
    </ConfirmDialog>
  );
}
