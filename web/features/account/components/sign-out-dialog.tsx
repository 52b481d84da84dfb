"use client";

import { type ReactNode, useState } from "react";
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
        <section aria-label="Events that wait" className="grid gap-1">
          <p className="font-medium text-warm">{wait}.</p>
          <ul className="divide-y divide-line">
            <Choice detail="Then they are in your timeline, and nothing waits any more.">
              <Button look="primary" disabled={isDisabled} onClick={send}>
                {isSending ? "Sending…" : "Send now"}
              </Button>
            </Choice>
            <Choice detail="Folder and events wait in this browser until you sign in again. Others who use it could find their names.">
              <Button disabled={isDisabled} onClick={() => onLeave("keep unsent")}>
                Keep here and sign out
              </Button>
            </Choice>
            <Choice detail="They were never sent, and nobody ever sees them.">
              <Button look="warm" disabled={isDisabled} onClick={() => onLeave("clear")}>
                Throw away and sign out
              </Button>
            </Choice>
          </ul>
        </section>
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
        {unsent > 0 ? null : (
          <Button look="primary" disabled={isDisabled} onClick={() => onLeave("clear")}>
            {isBusy ? "Signing out…" : "Sign out"}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

function Choice({ detail, children }: { detail: string; children: ReactNode }) {
  return (
    <li className="grid items-center gap-x-4 gap-y-2 py-3 sm:grid-cols-[minmax(0,1fr)_auto]">
      <p className="text-[13px] text-soft">{detail}</p>
      {children}
    </li>
  );
}

function namesOf(folders: string[]): string {
  const [first = "", second] = folders;
  if (folders.length === 1) return `the watched folder ${first}`;
  if (folders.length === 2) return `the watched folders ${first} and ${second}`;
  return `${folders.length} watched folders`;
}
