"use client";

import { useActionState } from "react";
import { Button } from "../../../ui/button.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { type AnswerState, answerInvitation } from "../answer-actions.ts";

/** The two answers to an invitation. */
export function AnswerForms({ token }: { token: string }) {
  const [state, send, isPending] = useActionState<AnswerState, FormData>(answerInvitation, {});
  return (
    <form action={send} className="grid gap-3">
      <input type="hidden" name="token" value={token} />
      {state.message ? (
        <Notice tone="warm" role="alert">
          {state.message}
        </Notice>
      ) : null}
      <Button
        type="submit"
        name="answer"
        value="accept"
        look="primary"
        disabled={isPending}
        className="min-h-10"
      >
        {isPending ? "One moment…" : "Join"}
      </Button>
      <Button type="submit" name="answer" value="decline" disabled={isPending} className="min-h-10">
        Decline
      </Button>
    </form>
  );
}
