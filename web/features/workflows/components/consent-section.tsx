"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatAgo } from "../../../lib/format-time.ts";
import { useToasts } from "../../../state/toasts.ts";
import { Button } from "../../../ui/button.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import { QueryState } from "../../../ui/query-state.tsx";
import { type Consent, consentKeys, consentQuery, setConsent, takesCopies } from "../consent.ts";
import type { Draft } from "../draft.ts";
import type { Workflow } from "../queries.ts";

interface ConsentSectionProps {
  workflow: Workflow;
  /** The published definition. */
  published: Draft;
  mayRun: boolean;
}

/** What this person lets the workflow hear of, and the way to take it back. */
export function ConsentSection({ workflow, published, mayRun }: ConsentSectionProps) {
  const { db } = useBrowserDb();
  const query = useQuery(consentQuery(db, workflow.id));
  const what = published.trigger.kind === "file" ? "files" : "habits";
  const allowed = (consent: Consent | undefined) => (
    <Allowed
      workflow={workflow}
      consent={consent?.number === workflow.publishedVersion ? consent : null}
      what={what}
      takes={takesCopies(published)}
      mayRun={mayRun}
    />
  );
  return (
    <section aria-labelledby="consent-title" className="card grid gap-2 px-4 py-4 sm:px-5">
      <h2 id="consent-title" className="text-[15px] font-semibold tracking-tight">
        Your {what}
      </h2>
      <QueryState noun="word on it" query={query} empty={allowed(undefined)}>
        {([consent]) => allowed(consent)}
      </QueryState>
    </section>
  );
}

interface AllowedProps {
  workflow: Workflow;
  consent: Consent | null;
  what: string;
  takes: boolean;
  mayRun: boolean;
}

function Allowed({ workflow, consent, what, takes, mayRun }: AllowedProps) {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const moment = useMoment();
  const warn = useToasts((toasts) => toasts.warn);
  const change = useMutation({
    mutationFn: (copies: boolean | null) => setConsent(db(), workflow.id, copies),
    onSuccess: () => client.invalidateQueries({ queryKey: consentKeys.one(workflow.id) }),
    onError: (error) => warn({ title: "Nothing was changed", detail: error.message }),
  });
  return (
    <>
      <p className="text-[13px] text-soft">
        {consent
          ? `They start this workflow, as you allowed ${formatAgo(Date.parse(consent.givenAt), moment)}. Whoever may see its runs sees their names.`
          : "They do not start this workflow. What you allow holds for the version in use, until you take it back or somebody else publishes another."}
      </p>
      {consent && takes ? (
        <p className="text-[13px] text-soft">
          {consent.copies
            ? "Floyo takes copies of those that start it, and removes them with the run."
            : "Floyo may not take copies of them, so the steps that need the file fail."}
        </p>
      ) : null}
      <div className="flex flex-wrap gap-2">
        {consent && takes ? (
          <Button disabled={change.isPending} onClick={() => change.mutate(!consent.copies)}>
            {consent.copies ? "Take no copies" : "Allow copies"}
          </Button>
        ) : null}
        {consent ? (
          <Button disabled={change.isPending} onClick={() => change.mutate(null)}>
            Stop
          </Button>
        ) : mayRun ? (
          <Button disabled={change.isPending} onClick={() => change.mutate(false)}>
            Let my {what} start it
          </Button>
        ) : null}
      </div>
    </>
  );
}
