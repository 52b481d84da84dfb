"use client";

import { type FormEvent, useState } from "react";
import { Button } from "../../../ui/button.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { endSession, signOut } from "../actions.ts";
import { type Leaving, readyToLeave, whatIsKept } from "../leave-device.ts";
import { SignOutDialog } from "./sign-out-dialog.tsx";

/** Ends the session and clears this device; where folders are watched here, it says first what that means. */
export function SignOut() {
  const [kept, setKept] = useState<Awaited<ReturnType<typeof whatIsKept>> | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function leave(leaving: Leaving): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      const clear = await readyToLeave(leaving);
      await endSession();
      await clear();
      // Loaded anew, so that nothing of this person stays in the memory of the tab.
      window.location.assign("/sign-in?notice=signed-out");
    } catch {
      setProblem("Signing out needs a connection. Nothing was deleted; try again when it is back.");
      setBusy(false);
    }
  }

  async function begin(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    const found = await whatIsKept();
    if (found.folders.length === 0) return leave("clear");
    setBusy(false);
    setKept(found);
  }

  return (
    <form action={signOut} onSubmit={begin} className="grid justify-items-end gap-2">
      <Button type="submit" disabled={isBusy}>
        {isBusy ? "Signing out…" : "Sign out"}
      </Button>
      {problem && !kept ? (
        <Notice tone="warm" role="alert">
          {problem}
        </Notice>
      ) : null}
      {kept ? (
        <SignOutDialog
          kept={kept}
          isBusy={isBusy}
          problem={problem}
          onKept={setKept}
          onLeave={leave}
          onClose={() => setKept(null)}
        />
      ) : null}
    </form>
  );
}
