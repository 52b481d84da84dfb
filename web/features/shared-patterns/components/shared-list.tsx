"use client";

import { useQuery } from "@tanstack/react-query";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { ErrorState } from "../../../ui/error-state.tsx";
import { Bar } from "../../../ui/skeleton.tsx";
import { sharedPatternsQuery } from "../queries.ts";
import { saySteps } from "../say-step.ts";

interface SharedListProps {
  orgId: string;
  minPeople: number;
}

/** Routines that enough colleagues share, told without a name, a path or an exact number. */
export function SharedList({ orgId, minPeople }: SharedListProps) {
  const { db } = useBrowserDb();
  const query = useQuery(sharedPatternsQuery(db, orgId));
  if (query.error && !query.data) {
    return (
      <ErrorState
        title="What is shared could not be read"
        message={query.error.message}
        onRetry={() => query.refetch()}
      />
    );
  }
  if (!query.data) {
    return (
      <div role="status" className="card grid gap-3.5 px-5 py-5">
        <span className="sr-only">Loading what is shared</span>
        <Bar className="h-4 w-3/5" />
        <Bar className="h-4 w-2/5" />
      </div>
    );
  }
  if (query.data.length === 0) {
    return (
      <EmptyState title="Nothing is shared by enough people yet">
        A routine stands here when at least {minPeople} people of this organisation have it. It is looked for
        once a day, and told without names of files or of people.
      </EmptyState>
    );
  }
  return (
    <ul className="grid gap-3">
      {query.data.map(({ id, kind, steps, atLeast, minutesPerMonth }) => (
        <li key={id} className="card grid gap-1 px-4 py-3.5 sm:px-5">
          <p className="font-medium">{saySteps(steps, kind !== "companions")}</p>
          <p className="text-meta text-soft">
            At least {atLeast} people
            {minutesPerMonth > 0 ? ` · about ${minutesPerMonth} min a month for each` : ""}
          </p>
        </li>
      ))}
    </ul>
  );
}
