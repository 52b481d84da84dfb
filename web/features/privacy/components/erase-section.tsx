"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatUntil } from "../../../lib/format-time.ts";
import { useStartWork } from "../../../lib/start-work.ts";
import { useToasts } from "../../../state/toasts.ts";
import { Button } from "../../../ui/button.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Field } from "../../../ui/field.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { useConfirmed } from "../../account/use-confirmed.ts";
import { cancelErasure, eraseAccount, erasureQuery, privacyKeys } from "../queries.ts";

/** Erases the account, at once or in seven days, in which it can be taken back. */
export function EraseSection({ email }: { email: string }) {
  const { db } = useBrowserDb();
  const moment = useMoment();
  const client = useQueryClient();
  const show = useToasts((toasts) => toasts.show);
  const [isAsking, setIsAsking] = useState(false);
  const erasure = useQuery(erasureQuery(db)).data ?? null;
  const cancel = useMutation({
    mutationFn: () => cancelErasure(db()),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: privacyKeys.erasure });
      show({ title: "Your account stays" });
    },
  });
  if (erasure) {
    return (
      <div className="grid justify-items-start gap-3">
        <Notice tone="warm" role="status">
          {erasure.hasBegun
            ? "Your account is being erased. You will be signed out when it is gone."
            : `Your account will be erased ${formatUntil(Date.parse(erasure.dueAt), moment)}.`}
        </Notice>
        {cancel.error ? (
          <Notice tone="warm" role="alert">
            It was not taken back. {cancel.error.message}
          </Notice>
        ) : null}
        {erasure.hasBegun ? null : (
          <Button look="primary" onClick={() => cancel.mutate()} disabled={cancel.isPending}>
            {cancel.isPending ? "Taking it back…" : "Keep my account"}
          </Button>
        )}
      </div>
    );
  }
  return (
    <>
      <Button look="warm" onClick={() => setIsAsking(true)}>
        Erase my account…
      </Button>
      <Dialog
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        title="Erase your account?"
        description="Events, routines, suggestions, keys, files and the account itself go, and nobody can bring them back. Organisations you own alone go too; the audit logs of others keep that something was done, not who did it."
      >
        <EraseForm email={email} onClose={() => setIsAsking(false)} />
      </Dialog>
    </>
  );
}

function EraseForm({ email, onClose }: { email: string; onClose: () => void }) {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const startWork = useStartWork();
  const confirmed = useConfirmed();
  const groupId = useId();
  const [typed, setTyped] = useState("");
  const erase = useMutation({
    mutationFn: (graceDays: 0 | 7) => confirmed(() => eraseAccount(db(), { email: typed, graceDays })),
    onSuccess: async () => {
      await startWork();
      await client.invalidateQueries({ queryKey: privacyKeys.erasure });
      onClose();
    },
  });
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        erase.mutate(new FormData(event.currentTarget).get("when") === "now" ? 0 : 7);
      }}
    >
      <fieldset className="grid gap-1.5 text-[13px]" aria-labelledby={groupId}>
        <legend id={groupId} className="mb-1.5 font-medium">
          When
        </legend>
        <label className="flex min-h-8 items-center gap-2">
          <input type="radio" name="when" value="later" defaultChecked className="size-4 accent-accent" />
          In 7 days; until then you can take it back
        </label>
        <label className="flex min-h-8 items-center gap-2">
          <input type="radio" name="when" value="now" className="size-4 accent-accent" />
          At once
        </label>
      </fieldset>
      <Field
        label={`Type ${email} to confirm`}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        autoComplete="off"
        spellCheck={false}
        inputMode="email"
        required
      />
      {erase.error ? (
        <Notice tone="warm" role="alert">
          Nothing was erased. {erase.error.message}
        </Notice>
      ) : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          type="submit"
          look="warm"
          disabled={erase.isPending || typed.trim().toLowerCase() !== email.toLowerCase()}
        >
          {erase.isPending ? "Asking…" : "Erase my account"}
        </Button>
      </div>
    </form>
  );
}
