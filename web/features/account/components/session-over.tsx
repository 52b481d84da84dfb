"use client";

import { useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useEffect } from "react";
import { useSession } from "../../../state/session.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Field } from "../../../ui/field.tsx";
import { resumeSession } from "../actions.ts";
import { LINK_CLASS } from "./account-card.tsx";
import { AccountForm } from "./account-form.tsx";

/** When the session ends while a page is open: signing in again in place, so that nothing typed on it is lost. */
export function SessionOver({ email }: { email: string }) {
  const { state, putOff, ask } = useSession();
  return (
    <>
      {state === "put off" ? (
        <div className="flex flex-wrap items-center justify-between gap-x-4 border-line border-b bg-warm-soft px-4 py-1.5 text-[13px] text-warm sm:px-6">
          <p>Your session ended. Nothing is sent or read until you sign in again.</p>
          <Button look="warm" onClick={ask}>
            Sign in
          </Button>
        </div>
      ) : null}
      <Dialog
        isOpen={state === "over"}
        onOpenChange={(isOpen) => (isOpen ? null : putOff())}
        title="Your session ended"
        description="Sign in to go on where you were. What you typed on this page stays as it is."
      >
        <AccountForm action={resumeSession} submit="Sign in" pending="Signing in…">
          {({ errors, isDone }) => (
            <>
              <Resumed isDone={isDone === true} />
              <input type="hidden" name="email" value={email} />
              <Field label="E-mail" type="email" value={email} readOnly autoComplete="username" />
              <Field
                label="Password"
                name="password"
                type="password"
                autoComplete="current-password"
                required
                error={errors?.password}
              />
            </>
          )}
        </AccountForm>
        <p className="text-center text-[13px] text-soft">
          <button type="button" onClick={putOff} className={LINK_CLASS}>
            Later
          </button>
          {" · "}
          <Link href="/sign-in" className={LINK_CLASS}>
            Sign in as somebody else
          </Link>
        </p>
      </Dialog>
    </>
  );
}

/** Once signed in: the dialog goes, and everything on the page is read again. */
function Resumed({ isDone }: { isDone: boolean }) {
  const client = useQueryClient();
  const resume = useSession((session) => session.resume);
  useEffect(() => {
    if (!isDone) return;
    resume();
    void client.invalidateQueries();
  }, [isDone, resume, client]);
  return null;
}
