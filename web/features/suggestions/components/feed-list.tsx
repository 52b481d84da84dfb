"use client";

import { useQuery } from "@tanstack/react-query";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { CardBoundary } from "../../../ui/card-boundary.tsx";
import { ErrorState } from "../../../ui/error-state.tsx";
import type { FeedTab } from "../feed-tab.ts";
import { MAX_SHOWN, reasonsQuery } from "../queries.ts";
import type { Suggestion } from "../suggestion.ts";
import { useDecide } from "../use-decide.ts";
import { EmptyFeed } from "./empty-feed.tsx";
import { FeedSkeleton } from "./feed-skeleton.tsx";
import { SuggestionCard } from "./suggestion-card.tsx";

interface FeedListProps {
  tab: FeedTab;
  list: Suggestion[] | undefined;
  fresh: ReadonlySet<string>;
  total: number;
  query: { error: Error | null; isFetching: boolean; refetch: () => unknown };
}

/** As many cards as a tall screen shows at first. */
const NEAR = 5;

/** One tab's list in its four states. */
export function FeedList({ tab, list, fresh, total, query }: FeedListProps) {
  const { db } = useBrowserDb();
  const decide = useDecide();
  // Read only where it is shown, so that a list which is read again is not rendered for that.
  const error = list ? null : query.error;
  const reasons = useQuery({ ...reasonsQuery(db), enabled: tab === "dismissed" }).data;
  return (
    <div className="grid gap-4 py-[18px]">
      {error ? (
        <ErrorState
          title="The feed could not be read"
          message={`${error.message} Your suggestions are kept.`}
          onRetry={() => query.refetch()}
          isRetrying={query.isFetching}
        />
      ) : null}
      {!error && !list ? <FeedSkeleton /> : null}
      {list?.length === 0 ? <EmptyFeed tab={tab} /> : null}
      {list?.map((suggestion, index) => (
        <CardBoundary key={suggestion.id} name="This suggestion">
          <SuggestionCard
            suggestion={suggestion}
            decide={decide}
            isFar={index >= NEAR}
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
