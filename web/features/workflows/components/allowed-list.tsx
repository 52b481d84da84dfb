"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatAgo } from "../../../lib/format-time.ts";
import { useToasts } from "../../../state/toasts.ts";
import { Button } from "../../../ui/button.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import { QueryState } from "../../../ui/query-state.tsx";
import { type AllowedWorkflow, consentKeys, consentsQuery, setConsent } from "../consent.ts";

/** Every workflow that hears of the person's files or habits, and the way to stop it. */
export function AllowedList() {
  const { db } = useBrowserDb();
  const query = useQuery(consentsQuery(db));
  return (
    <QueryState
      noun="permissions"
      query={query}
      empty={
        <p className="text-[13px] text-soft">
          None. A workflow hears of your files when you publish it, or when you allow it on its page.
        </p>
      }
    >
      {(allowed) => (
        <ul className="divide-y divide-line">
          {allowed.map((one) => (
            <Allowed key={one.id} allowed={one} />
          ))}
        </ul>
      )}
    </QueryState>
  );
}

function Allowed({ allowed }: { allowed: AllowedWorkflow }) {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const moment = useMoment();
  const show = useToasts((toasts) => toasts.show);
  const warn = useToasts((toasts) => toasts.warn);
  const change = useMutation({
    mutationFn: (copies: boolean | null) => setConsent(db(), allowed.id, copies),
    onSuccess: (_, copies) => {
      void client.invalidateQueries({ queryKey: consentKeys.all });
      if (copies !== null) return;
      show({
        title: `${allowed.name} hears of your files no more`,
        ...(allowed.holds ? { action: { label: "Undo", run: () => change.mutate(allowed.copies) } } : {}),
      });
    },
    onError: (error) => warn({ title: "Nothing was changed", detail: error.message }),
  });
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2.5">
      <div className="min-w-0">
        <p className="text-[13px] font-medium break-words">
          <Link href={`/workflows/${allowed.id}`} className="underline underline-offset-2">
            {allowed.name}
          </Link>
        </p>
        <p className="text-meta text-soft">
          {allowed.holds
            ? `v${allowed.number}, allowed ${formatAgo(Date.parse(allowed.givenAt), moment)}${allowed.copies ? ", with copies of the files" : ""}`
            : `v${allowed.number} only, which is no longer in use: it hears of nothing`}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        {allowed.holds && allowed.copies ? (
          <Button disabled={change.isPending} onClick={() => change.mutate(false)}>
            Take no copies
          </Button>
        ) : null}
        <Button
          disabled={change.isPending}
          aria-label={`Stop ${allowed.name}`}
          onClick={() => change.mutate(null)}
        >
          Stop
        </Button>
      </div>
    </li>
  );
}
