"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatDay } from "../../../lib/format-time.ts";
import { useToasts } from "../../../state/toasts.ts";
import { Button } from "../../../ui/button.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import { GRACE_DAYS, type Organisation, organisationKeys, restoreOrganisation } from "../queries.ts";

const DAY_MS = 86_400_000;

/** What is left of a deleted organisation: until when it can be brought back. */
export function DeletedBanner({ organisation: { id, name, deletedAt } }: { organisation: Organisation }) {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const show = useToasts((toasts) => toasts.show);
  const moment = useMoment();
  const restore = useMutation({
    mutationFn: () => restoreOrganisation(db(), id),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: organisationKeys.all });
      show({ title: `${name} is back`, detail: "With its members and everything in it." });
    },
  });
  const until = formatDay(Date.parse(deletedAt ?? "") + GRACE_DAYS * DAY_MS, moment);
  return (
    <section className="card grid justify-items-start gap-3 px-4 py-4 sm:px-[22px] sm:py-5">
      <h2 className="text-card font-semibold tracking-tight text-warm">This organisation is deleted</h2>
      <p className="text-soft">
        Nobody can open it, and its keys do nothing. Until {until} you can bring it back as it was; after that
        it is gone with everything in it.
      </p>
      {restore.error ? <p className="text-warm">It is still deleted. {restore.error.message}</p> : null}
      <Button look="primary" disabled={restore.isPending} onClick={() => restore.mutate()}>
        {restore.isPending ? "Bringing back…" : "Bring it back"}
      </Button>
    </section>
  );
}
