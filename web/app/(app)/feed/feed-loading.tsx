import { FeedSkeleton } from "../../../features/suggestions/components/feed-skeleton.tsx";
import { PageTitle } from "../../../ui/page-title.tsx";
import { Bar } from "../../../ui/skeleton.tsx";

/** The feed's place while it is fetched. */
export function FeedLoading() {
  return (
    <div className="xl:grid xl:grid-cols-[minmax(0,1fr)_300px]">
      <main className="mx-auto grid w-full max-w-[822px] content-start gap-4 px-4 pt-6 sm:px-6">
        <PageTitle>Feed</PageTitle>
        <div aria-hidden="true" className="flex h-9 items-center gap-5 border-line border-b">
          <Bar className="h-3 w-16" />
          <Bar className="h-3 w-12" />
          <Bar className="h-3 w-16" />
        </div>
        <div className="py-[18px]">
          <FeedSkeleton />
        </div>
      </main>
    </div>
  );
}
