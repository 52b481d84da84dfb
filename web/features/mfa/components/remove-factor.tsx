"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { useToasts } from "../../../state/toasts.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { useConfirmed } from "../../account/use-confirmed.ts";
import { removeFactor } from "../actions.ts";
import type { Factor } from "../factor.ts";
import { refusalOf } from "../refusal.ts";

interface RemoveFactorProps {
  factor: Factor;
  isLast: boolean;
  onClose: () => void;
}

export function RemoveFactor({ factor, isLast, onClose }: RemoveFactorProps) {
  const { renewToken } = useBrowserDb();
  const confirmed = useConfirmed();
  const router = useRouter();
  const show = useToasts((toasts) => toasts.show);
  const remove = useMutation({
    mutationFn: async () => {
      const answer = await confirmed(() => removeFactor(factor.id));
      if (!answer.isDone) throw refusalOf(answer);
    },
    onSuccess: () => {
      renewToken();
      show({ title: `${factor.name} is removed`, detail: "Every other device was signed out." });
      onClose();
      router.refresh();
    },
  });
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? null : onClose())}
      title={`Remove ${factor.name}?`}
      description={
        isLast
          ? "It is your last authenticator app: from then on the password alone signs in, and your recovery codes are of no use. Every other device is signed out."
          : "Its codes are not taken any more. Every other device is signed out."
      }
    >
      {remove.error ? (
        <Notice tone="warm" role="alert">
          It is still there. {remove.error.message}
        </Notice>
      ) : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button look="warm" disabled={remove.isPending} onClick={() => remove.mutate()}>
          {remove.isPending ? "Removing…" : "Remove the app"}
        </Button>
      </div>
    </Dialog>
  );
}
