"use client";

import { useQuery } from "@tanstack/react-query";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { CardBoundary } from "../../../ui/card-boundary.tsx";
import { ErrorState } from "../../../ui/error-state.tsx";
import type { FeedTab } from "../feed-tab.ts";
import { MAX_SHOWN, reasonsQuery } from "../queries.ts";
import type { Suggestion } from "../suggestion.ts";
import { EmptyFeed } from "./empty-feed.tsx";
import { FeedSkeleton } from "./feed-skeleton.tsx";
import { SuggestionCard } from "./suggestion-card.tsx";

interface FeedListProps {
  tab: FeedTab;
  list: Suggestion[] | undefined;
  fresh: ReadonlySet<string>;
  total: number;
  error: Error | null;
  isRetrying: boolean;
  onRetry: () => void;
}

/** One tab's list in its four states. */
export function FeedList({ tab, list, fresh, total, error, isRetrying, onRetry }: FeedListProps) {
  const { db } = useBrowserDb();
  const reasons = useQuery({ ...reasonsQuery(db), enabled: tab === "dismissed" }).data;
  return (
    <div className="grid gap-4 py-[18px]">
      {error ? (
        <ErrorState
          title="The feed could not be read"
          message={`${error.message} Your suggestions are kept.`}
          onRetry={onRetry}
          isRetrying={isRetrying}
        />
      ) : null}
      {!error && !list ? <FeedSkeleton /> : null}
      {list?.length === 0 ? <EmptyFeed tab={tab} /> : null}
      {list?.map((suggestion) => (
        <CardBoundary key={suggestion.id} name="This suggestion">
          <SuggestionCard
            suggestion={suggestion}
            isFresh={tab === "open" && fresh.has(suggestion.id)}
            reason={reasons?.[suggestion.id]}
          />
        </CardBoundary>
      ))}
      {total > MAX_SHOWN && list?.length === MAX_SHOWN ? (
        <p className="text-center text-meta text-soft">
          The newest {MAX_SHOWN} of {total} are shown.
        </p>
      ) : null}
    </div>
  );
}
