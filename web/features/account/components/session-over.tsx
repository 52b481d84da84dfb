"use client";

import dynamic from "next/dynamic";
import { useSession } from "../../../state/session.ts";
import { Button } from "../../../ui/button.tsx";

// Loaded when it is needed: no page waits for it.
const ResumeDialog = dynamic(() => import("./resume-dialog.tsx").then((module) => module.ResumeDialog), {
  ssr: false,
});

/** When the session ends while a page is open: signing in again in place, so that nothing typed on it is lost. */
export function SessionOver({ email }: { email: string }) {
  const { state, ask } = useSession();
  if (state === "fine") return null;
  if (state === "over") return <ResumeDialog email={email} />;
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 border-line border-b bg-warm-soft px-4 py-1.5 text-[13px] text-warm sm:px-6">
      <p>Your session ended. Nothing is sent or read until you sign in again.</p>
      <Button look="warm" onClick={ask}>
        Sign in
      </Button>
    </div>
  );
}
