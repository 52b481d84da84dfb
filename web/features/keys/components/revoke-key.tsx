"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { useToasts } from "../../../state/toasts.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { type DeviceKey, keyKeys, revokeKey } from "../queries.ts";

/** Asks once more before a key ends, since that cannot be taken back. */
export function RevokeKey({ deviceKey, onClose }: { deviceKey: DeviceKey | null; onClose: () => void }) {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const show = useToasts((toasts) => toasts.show);
  const revoke = useMutation({
    mutationFn: (id: string) => revokeKey(db(), id),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keyKeys.all });
      show({ title: "Key revoked", detail: deviceKey?.name ?? "" });
      onClose();
    },
  });
  return (
    <Dialog
      isOpen={deviceKey !== null}
      onOpenChange={(isOpen) => (isOpen ? null : onClose())}
      title={`Revoke ${deviceKey?.name ?? "this key"}?`}
      description="What uses it can send nothing from now on. Events it sent stay. This cannot be taken back; you can make a new key."
    >
      {revoke.error ? (
        <Notice tone="warm" role="alert">
          The key still works. {revoke.error.message}
        </Notice>
      ) : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          look="warm"
          disabled={revoke.isPending}
          onClick={() => (deviceKey ? revoke.mutate(deviceKey.id) : null)}
        >
          {revoke.isPending ? "Revoking…" : "Revoke key"}
        </Button>
      </div>
    </Dialog>
  );
}
