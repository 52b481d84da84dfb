"use client";

import { useActionState } from "react";
import { Button } from "../../../ui/button.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Select } from "../components/form-parts.tsx";
import { takeShared, type UseState } from "./use-shared-action.ts";

interface UseSharedFormProps {
  token: string;
  organisations: readonly { id: string; name: string; kind: "personal" | "team" }[];
}

/** Makes the shared workflow a draft of one's own. */
export function UseSharedForm({ token, organisations }: UseSharedFormProps) {
  const [state, send, isPending] = useActionState<UseState, FormData>(takeShared, {});
  return (
    <form action={send} className="grid justify-items-start gap-3">
      <input type="hidden" name="token" value={token} />
      {organisations.length > 1 ? (
        <Select
          label="It belongs to"
          name="orgId"
          options={organisations.map(({ id, name, kind }) => ({
            value: id,
            label: kind === "personal" ? "You alone" : name,
          }))}
        />
      ) : (
        <input type="hidden" name="orgId" value={organisations[0]?.id ?? ""} />
      )}
      {state.message ? (
        <Notice tone="warm" role="alert">
          {state.message}
        </Notice>
      ) : null}
      <Button type="submit" look="primary" disabled={isPending}>
        {isPending ? "One moment…" : "Use this workflow"}
      </Button>
    </form>
  );
}
