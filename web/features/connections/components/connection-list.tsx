"use client";

import { may } from "@floyo/shared/access/permissions.ts";
import { useQuery } from "@tanstack/react-query";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { ErrorState } from "../../../ui/error-state.tsx";
import { useOrganisations } from "../../organisations/use-organisations.ts";
import { ListSkeleton } from "../../workflows/components/workflow-list.tsx";
import { connectionsQuery, connectionUsesQuery } from "../queries.ts";
import { ConnectionCard } from "./connection-card.tsx";
import { NewConnection } from "./new-connection.tsx";

/** Every connection of the person's organisations. */
export function ConnectionList({ userId }: { userId: string }) {
  const { db } = useBrowserDb();
  const query = useQuery(connectionsQuery(db));
  const uses = useQuery(connectionUsesQuery(db)).data ?? [];
  const organisations = useOrganisations(userId).data ?? [];
  const writable = organisations.filter(
    ({ role, deletedAt }) => deletedAt === null && may(role, "connections.write"),
  );
  if (!query.data) {
    return query.error ? (
      <ErrorState
        title="The connections could not be read"
        message={`${query.error.message} They are kept.`}
        onRetry={() => query.refetch()}
        isRetrying={query.isFetching}
      />
    ) : (
      <ListSkeleton />
    );
  }
  if (query.data.length === 0) {
    return (
      <EmptyState
        title="Nothing is connected yet"
        action={
          writable.length > 0 ? <NewConnection organisations={writable} label="Add a connection" /> : null
        }
      >
        A connection lets your workflows post to Slack, send mail, put files into a drive or call an API of
        yours. Its secret is sealed, and nobody can read it again.
      </EmptyState>
    );
  }
  return (
    <>
      {writable.length > 0 ? (
        <div>
          <NewConnection organisations={writable} label="Add a connection" />
        </div>
      ) : null}
      <ul className="grid gap-3">
        {query.data.map((connection) => (
          <li key={connection.id}>
            <ConnectionCard
              connection={connection}
              uses={uses.filter(({ connectionId }) => connectionId === connection.id)}
              team={organisations.find(({ id, kind }) => id === connection.orgId && kind === "team")?.name}
              mayChange={writable.some(({ id }) => id === connection.orgId)}
            />
          </li>
        ))}
      </ul>
    </>
  );
}
