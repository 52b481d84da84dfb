"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { useToasts } from "../../../state/toasts.ts";
import { useWatcherStore } from "../../../state/watcher.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { keyKeys } from "../../keys/queries.ts";
import { currentWatcher } from "../../watch/watcher.ts";
import { removeSource, type Source, type SourceKind, sourceKeys } from "../queries.ts";

interface RemoveSourceProps {
  source: Source;
  isOpen: boolean;
  onClose: () => void;
}

const ENDS: Record<SourceKind, string> = {
  folder: "Floyo stops watching it and forgets the folder on this device.",
  cli: "Its device keys end: what uses them can send nothing from now on.",
  api: "Its device keys end: what uses them can send nothing from now on.",
  import: "Importing the same file again later would add its events a second time.",
};

/** Says what ends and what stays, then takes the source out of the list. */
export function RemoveSource({ source, isOpen, onClose }: RemoveSourceProps) {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const show = useToasts((toasts) => toasts.show);
  const waiting = useWatcherStore(({ folders }) => folders[source.id]?.waiting ?? 0);
  const remove = useMutation({
    mutationFn: async () => {
      await removeSource(db(), source.id);
      if (source.kind === "folder") await (await currentWatcher()).forget(source.id);
    },
    onSuccess: async () => {
      show({ title: `${source.name} is removed`, detail: "Its events stay in your timeline." });
      onClose();
      await Promise.all([
        client.invalidateQueries({ queryKey: sourceKeys.all }),
        client.invalidateQueries({ queryKey: keyKeys.all }),
      ]);
    },
  });
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(isStill) => (isStill ? null : onClose())}
      title={`Remove ${source.name}?`}
      description={ENDS[source.kind]}
    >
      <div className="grid gap-2 text-soft">
        <p>
          The events that it sent stay yours, in the timeline and in the routines found in them. Nothing on
          your disk is touched. This cannot be taken back.
        </p>
        {waiting > 0 ? (
          <p className="text-warm">
            {waiting === 1 ? "1 event was" : `${waiting} events were`} not sent yet and will be lost.
          </p>
        ) : null}
      </div>
      {remove.error ? (
        <Notice tone="warm" role="alert">
          It is still there. {remove.error.message}
        </Notice>
      ) : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button look="warm" disabled={remove.isPending} onClick={() => remove.mutate()}>
          {remove.isPending ? "Removing…" : "Remove source"}
        </Button>
      </div>
    </Dialog>
  );
}
