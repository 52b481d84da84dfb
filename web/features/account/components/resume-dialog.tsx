"use client";

import { useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useEffect } from "react";
import { useSession } from "../../../state/session.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { Field } from "../../../ui/field.tsx";
import { resumeSession } from "../actions.ts";
import { LINK_CLASS } from "./account-card.tsx";
import { AccountForm } from "./account-form.tsx";
import { CodeField } from "./code-field.tsx";

/** Asks for the password over the page, which stays as it is. */
export function ResumeDialog({ email }: { email: string }) {
  const putOff = useSession((session) => session.putOff);
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? null : putOff())}
      title="Your session ended"
      description="Sign in to go on where you were. What you typed on this page stays as it is."
    >
      <AccountForm action={resumeSession} submit="Sign in" pending="Signing in…">
        {({ errors, isDone, needs }) => (
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
            {needs === "proof" ? <CodeField error={errors?.code} /> : null}
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
