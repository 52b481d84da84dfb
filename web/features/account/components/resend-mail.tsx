"use client";

import { useActionState } from "react";
import { Button } from "../../../ui/button.tsx";
import { resendMail } from "../actions.ts";
import type { FormState } from "../forms.ts";

export function ResendMail() {
  const [state, send, isPending] = useActionState<FormState>(resendMail, {});
  return (
    <form action={send} className="grid justify-items-start gap-2">
      <Button type="submit" disabled={isPending}>
        {isPending ? "Sending…" : "Send it again"}
      </Button>
      <p role="status" className="text-meta text-soft">
        {state.message}
      </p>
    </form>
  );
}
