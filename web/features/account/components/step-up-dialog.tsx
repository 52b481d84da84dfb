"use client";

import { useEffect, useState } from "react";
import { useStepUp } from "../../../state/step-up.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Field } from "../../../ui/field.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Bar } from "../../../ui/skeleton.tsx";
import { confirmItsMe, proofWanted } from "../proof-actions.ts";
import { AccountForm } from "./account-form.tsx";
import { CodeField } from "./code-field.tsx";

type Wanted = Awaited<ReturnType<typeof proofWanted>>;

/** Asks for the code of the authenticator app, or for the password of whoever has none. */
export function StepUpDialog() {
  const settle = useStepUp((stepUp) => stepUp.settle);
  const [wanted, setWanted] = useState<Wanted | "unknown" | null>(null);
  useEffect(() => {
    proofWanted().then(setWanted, () => setWanted("unknown"));
  }, []);
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? null : settle(false))}
      title="Confirm that it is you"
      description="This opens doors or cannot be taken back, so Floyo asks again. It holds for ten minutes."
    >
      {wanted === null ? (
        <div role="status" className="grid gap-3">
          <span className="sr-only">Loading</span>
          <Bar className="h-9 w-full rounded-control!" />
        </div>
      ) : null}
      {wanted === "unknown" ? (
        <Notice tone="warm" role="alert">
          Signing in does not answer at the moment. Nothing was changed; try again in a minute.
        </Notice>
      ) : null}
      {wanted !== null && wanted !== "unknown" ? (
        <AccountForm action={confirmItsMe} submit="Confirm" pending="Confirming…">
          {({ errors, isDone }) => (
            <>
              <Confirmed isDone={isDone === true} />
              {wanted.kind === "code" ? (
                <CodeField error={errors?.code} />
              ) : (
                <>
                  <input type="hidden" name="username" value={wanted.email} autoComplete="username" />
                  <Field
                    label="Password"
                    name="password"
                    type="password"
                    autoComplete="current-password"
                    required
                    autoFocus
                    hint="If you sign in without a password: sign out, sign in again, and repeat this within ten minutes."
                    error={errors?.password}
                  />
                </>
              )}
            </>
          )}
        </AccountForm>
      ) : null}
      <Button look="ghost" onClick={() => settle(false)}>
        Cancel
      </Button>
    </Dialog>
  );
}

function Confirmed({ isDone }: { isDone: boolean }) {
  const settle = useStepUp((stepUp) => stepUp.settle);
  useEffect(() => {
    if (isDone) settle(true);
  }, [isDone, settle]);
  return null;
}
