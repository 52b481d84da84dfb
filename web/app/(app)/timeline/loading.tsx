import { TimelineSkeleton } from "../../../features/timeline/components/timeline-skeleton.tsx";
import { PageTitle } from "../../../ui/page-title.tsx";

export default function TimelineLoading() {
  return (
    <main className="mx-auto grid w-full grid-cols-[minmax(0,1fr)] max-w-[960px] content-start gap-4 px-4 pt-6 pb-8 sm:px-6">
      <PageTitle intro="What happened to your files, by day and session.">Timeline</PageTitle>
      <TimelineSkeleton />
    </main>
  );
}
