"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Field } from "../../../ui/field.tsx";
import { renameSource, sourceKeys } from "../queries.ts";
import type { Source } from "../rows.ts";

interface RenameSourceProps {
  source: Source;
  isOpen: boolean;
  onClose: () => void;
}

export function RenameSource({ source, isOpen, onClose }: RenameSourceProps) {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const rename = useMutation({
    mutationFn: (name: string) => renameSource(db(), source.id, name),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: sourceKeys.all });
      onClose();
    },
  });
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(isStill) => (isStill ? null : onClose())}
      title={`Rename ${source.name}`}
      description="The name in Floyo only; nothing on your disk is renamed."
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          rename.mutate(String(new FormData(event.currentTarget).get("name")).trim());
        }}
      >
        <Field
          label="Name"
          name="name"
          defaultValue={source.name}
          required
          maxLength={80}
          pattern=".*\S.*"
          autoComplete="off"
          error={rename.error ? `It kept its name. ${rename.error.message}` : undefined}
        />
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
