import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { readFilter } from "../../../../../../features/audit/audit-filter.ts";
import { AuditPage } from "../../../../../../features/audit/components/audit-page.tsx";
import { auditQuery } from "../../../../../../features/audit/queries.ts";
import { organisationsQuery } from "../../../../../../features/organisations/queries.ts";
import { type PageQuery, searchOf } from "../../../../../../lib/page-query.ts";
import { prefetch } from "../../../../../../lib/prefetch.ts";
import { requireUser } from "../../../../../../lib/require-user.ts";
import { readingClient } from "../../../../../../lib/supabase-server.ts";

export const metadata: Metadata = { title: "Audit log" };

export default async function AuditRoute({
  params,
  searchParams,
}: PageQuery & { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const user = await requireUser(`/settings/organisations/${id}/audit`);
  const db = await readingClient();
  const source = () => db;
  const filter = readFilter(searchOf(await searchParams));
  const state = await prefetch((client) => [
    client.prefetchQuery(organisationsQuery(source, user.id)),
    client.prefetchInfiniteQuery(auditQuery(source, id, filter)),
  ]);
  return (
    <HydrationBoundary state={state}>
      <AuditPage orgId={id} userId={user.id} />
    </HydrationBoundary>
  );
}
