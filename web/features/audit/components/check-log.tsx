"use client";

import { useMutation } from "@tanstack/react-query";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { Button } from "../../../ui/button.tsx";
import { checkWords } from "../check-words.ts";
import { checkLog } from "../queries.ts";

/** Walks the chain and says what it found. */
export function CheckLog({ orgId }: { orgId: string }) {
  const { db } = useBrowserDb();
  const check = useMutation({ mutationFn: () => checkLog(db(), orgId) });
  const isBroken = check.data !== undefined && check.data.problem !== null;
  return (
    <section
      className="card flex flex-wrap items-center justify-between gap-3 px-4 py-4 sm:px-[22px]"
      aria-label="Check"
    >
      <p
        role="status"
        className={`min-w-0 flex-1 basis-64 ${isBroken || check.error ? "text-warm" : "text-soft"}`}
      >
        {check.error ? `The log could not be checked. ${check.error.message}` : null}
        {check.data ? checkWords(check.data) : null}
        {!check.data && !check.error
          ? "The check reads every sealed row again and names the first that was changed, deleted or put in."
          : null}
      </p>
      <Button disabled={check.isPending} onClick={() => check.mutate()}>
        {check.isPending ? "Checking…" : "Check the log"}
      </Button>
    </section>
  );
}
