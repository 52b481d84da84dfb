"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { useToasts } from "../../../state/toasts.ts";
import { useConfirmed } from "../../account/use-confirmed.ts";
import { ConfirmDialog } from "../../settings/components/confirm-dialog.tsx";
import { deleteConnection } from "../commands.ts";
import { type Connection, type ConnectionUse, connectionKeys } from "../queries.ts";

interface DeleteConnectionProps {
  connection: Connection;
  uses: readonly ConnectionUse[];
  onClose: () => void;
}

/** Asks once more, and names who would be left without it. */
export function DeleteConnection({ connection, uses, onClose }: DeleteConnectionProps) {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const confirmed = useConfirmed();
  const show = useToasts((toasts) => toasts.show);
  const remove = useMutation({
    mutationFn: () => confirmed(() => deleteConnection(db(), connection.id)),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: connectionKeys.all });
      show({ title: "Connection deleted", detail: connection.name });
      onClose();
    },
  });
  const isUsed = uses.length > 0;
  const names = uses.map(({ name }) => `“${name}”`).join(", ");
  return (
    <ConfirmDialog
      title={`Delete ${connection.name}?`}
      description={
        isUsed
          ? `Published workflows use it: ${names}. Publish them without it, or delete them first.`
          : "Its secret is deleted with it. This cannot be taken back; at the service it stays valid until you end it there."
      }
      problem={remove.error ? `It is still there. ${remove.error.message}` : null}
      action={remove.isPending ? "Deleting…" : "Delete connection"}
      isBusy={remove.isPending}
      isDisabled={isUsed}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    />
  );
}
