"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Field } from "../../../ui/field.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { renameConnection } from "../commands.ts";
import { type Connection, connectionKeys } from "../queries.ts";

export function RenameConnection({ connection, onClose }: { connection: Connection; onClose: () => void }) {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const [name, setName] = useState(connection.name);
  const rename = useMutation({
    mutationFn: () => renameConnection(db(), connection.id, name.trim()),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: connectionKeys.all });
      onClose();
    },
  });
  return (
    <Dialog isOpen onOpenChange={(isOpen) => (isOpen ? null : onClose())} title="Rename the connection">
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          rename.mutate();
        }}
      >
        <Field
          label="Name"
          value={name}
          required
          maxLength={120}
          pattern=".*\S.*"
          title="A name has at least one letter"
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
        {rename.error ? (
          <Notice tone="warm" role="alert">
            It keeps its name. {rename.error.message}
          </Notice>
        ) : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={rename.isPending}>
            {rename.isPending ? "Renaming…" : "Rename"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
