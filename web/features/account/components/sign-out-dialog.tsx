"use client";

import { useState } from "react";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { type Leaving, sendUnsent, whatIsKept } from "../leave-device.ts";

interface Kept {
  folders: string[];
  unsent: number;
}

interface SignOutDialogProps {
  kept: Kept;
  isBusy: boolean;
  problem: string | null;
  onKept: (kept: Kept) => void;
  onLeave: (leaving: Leaving) => void;
  onClose: () => void;
}

/** What this device forgets with signing out, and where events wait, what becomes of them. */
export function SignOutDialog({ kept, isBusy, problem, onKept, onLeave, onClose }: SignOutDialogProps) {
  const [isSending, setSending] = useState(false);
  const [notSent, setNotSent] = useState<string | null>(null);
  const { folders, unsent } = kept;

  async function send(): Promise<void> {
    setSending(true);
    setNotSent(await sendUnsent().catch(() => "They could not be sent. They are kept here."));
    onKept(await whatIsKept());
    setSending(false);
  }

  const isDisabled = isBusy || isSending;
  const wait = unsent === 1 ? "1 event was not sent yet" : `${unsent} events were not sent yet`;
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? null : onClose())}
      title="Sign out on this device?"
      description={`This device forgets ${namesOf(folders)}, and what it kept for reading offline. Events that were sent stay yours; to watch again after signing in, choose the folder again.`}
    >
      {unsent > 0 ? (
        <div className="grid gap-3">
          <p className="font-medium text-warm">{wait}.</p>
          <ul className="grid list-disc gap-1 ps-4 text-[13px] text-soft marker:text-line-strong">
            <li>Sent now, they are in your timeline.</li>
            <li>
              Kept here, folder names and events wait in this browser until you sign in again; others who use
              it could find them.
            </li>
            <li>Thrown away, nobody ever sees them.</li>
          </ul>
        </div>
      ) : null}
      {notSent || problem ? (
        <Notice tone="warm" role="alert">
          {problem ?? notSent}
        </Notice>
      ) : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose} disabled={isBusy}>
          Cancel
        </Button>
        {unsent > 0 ? (
          <>
            <Button look="warm" disabled={isDisabled} onClick={() => onLeave("clear")}>
              Throw away and sign out
            </Button>
            <Button disabled={isDisabled} onClick={() => onLeave("keep unsent")}>
              Keep here and sign out
            </Button>
            <Button look="primary" disabled={isDisabled} onClick={send}>
              {isSending ? "Sending…" : "Send now"}
            </Button>
          </>
        ) : (
          <Button look="primary" disabled={isDisabled} onClick={() => onLeave("clear")}>
            {isBusy ? "Signing out…" : "Sign out"}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

function namesOf(folders: string[]): string {
  const [first = "", second] = folders;
  if (folders.length === 1) return `the watched folder ${first}`;
  if (folders.length === 2) return `the watched folders ${first} and ${second}`;
  return `${folders.length} watched folders`;
}
