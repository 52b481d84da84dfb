"use client";

import { type ReactNode, startTransition, useActionState, useEffect, useRef } from "react";
import { Button } from "../../../ui/button.tsx";
import { Notice } from "../../../ui/notice.tsx";
import type { FormState } from "../forms.ts";

interface AccountFormProps {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  submit: string;
  pending: string;
  children: (state: FormState) => ReactNode;
}

/** A form over a server action: keeps what was typed, moves the focus to what is wrong. Works without scripts. */
export function AccountForm({ action, submit, pending, children }: AccountFormProps) {
  const [state, send, isPending] = useActionState(action, {});
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (state.errors) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [state]);
  return (
    <form
      ref={form}
      action={send}
      // React empties a form once its action is done; a person who mistyped the address keeps the password.
      onSubmit={(event) => {
        event.preventDefault();
        const values = new FormData(event.currentTarget);
        startTransition(() => send(values));
      }}
      noValidate
      className="grid gap-4"
    >
      {state.message ? (
        <Notice tone="warm" role="alert">
          {state.message}
        </Notice>
      ) : null}
      {children(state)}
      <Button type="submit" look="primary" disabled={isPending} className="min-h-10">
        {isPending ? pending : submit}
      </Button>
    </form>
  );
}
