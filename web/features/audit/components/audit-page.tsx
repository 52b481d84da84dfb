"use client";

import { may } from "@floyo/shared/access/permissions.ts";
import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter, useSearchParams } from "next/navigation";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { Button } from "../../../ui/button.tsx";
import { PageTitle } from "../../../ui/page-title.tsx";
import { QueryState } from "../../../ui/query-state.tsx";
import { NoOrganisation } from "../../organisations/components/no-organisation.tsx";
import { useOrganisations } from "../../organisations/use-organisations.ts";
import { type AuditFilter, readFilter, writeFilter } from "../audit-filter.ts";
import { auditQuery } from "../queries.ts";
import { AuditControls } from "./audit-controls.tsx";
import { AuditRows } from "./audit-rows.tsx";
import { CheckLog } from "./check-log.tsx";

/** Who changed what in an organisation, with the check that nobody changed the log itself. */
export function AuditPage({ orgId, userId }: { orgId: string; userId: string }) {
  const { db } = useBrowserDb();
  const router = useRouter();
  const filter = readFilter(useSearchParams());
  const organisations = useOrganisations(userId).data;
  const organisation = organisations?.find(({ id }) => id === orgId);
  const query = useInfiniteQuery(auditQuery(db, orgId, filter));
  if (organisations && (!organisation || !may(organisation.role, "audit.read"))) return <NoOrganisation />;

  function change(next: AuditFilter): void {
    router.replace(`/settings/organisations/${orgId}/audit${writeFilter(next)}`, { scroll: false });
  }

  const rows = query.data?.pages.flat();
  return (
    <main className="mx-auto grid w-full max-w-[860px] grid-cols-[minmax(0,1fr)] gap-4 px-4 pt-6 pb-8 sm:px-6">
      <PageTitle
        intro={
          <>
            Of{" "}
            <Link
              href={`/settings/organisations/${orgId}`}
              className="font-medium text-ink underline decoration-line-strong underline-offset-2"
            >
              {organisation?.name ?? "the organisation"}
            </Link>
            . Each sealed row holds a fingerprint of all before it.
          </>
        }
      >
        Audit log
      </PageTitle>
      <CheckLog orgId={orgId} />
      <section className="card grid gap-4 px-4 py-4 sm:px-[22px] sm:py-5" aria-label="Rows of the log">
        <AuditControls orgId={orgId} filter={filter} people={peopleOf(rows ?? [])} onChange={change} />
        <QueryState
          noun="log"
          query={{ data: rows, error: query.error, refetch: query.refetch }}
          empty={
            <p className="text-[13px] text-soft">
              {writeFilter(filter) === "" ? "Nothing happened yet." : "Nothing fits. Take a filter away."}
            </p>
          }
        >
          {(all) => (
            <AuditRows rows={all} people={peopleOf(all)} onActor={(actor) => change({ ...filter, actor })} />
          )}
        </QueryState>
        {query.hasNextPage ? (
          <Button
            className="justify-self-start"
            disabled={query.isFetchingNextPage}
            onClick={() => query.fetchNextPage()}
          >
            {query.isFetchingNextPage ? "Loading…" : "Show older rows"}
          </Button>
        ) : null}
      </section>
    </main>
  );
}

/** Everybody who stands in the rows that are loaded. */
function peopleOf(
  rows: readonly { actor_id: string | null; actor_name: string | null; actor_email: string | null }[],
) {
  const people = new Map<string, string>();
  for (const { actor_id, actor_name, actor_email } of rows) {
    if (actor_id) people.set(actor_id, actor_name || actor_email || "Somebody who is gone");
  }
  return [...people].map(([id, name]) => ({ id, name }));
}
