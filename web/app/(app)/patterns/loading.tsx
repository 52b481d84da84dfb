import { PatternsSkeleton } from "../../../features/patterns/components/patterns-skeleton.tsx";
import { PageTitle } from "../../../ui/page-title.tsx";

export default function PatternsLoading() {
  return (
    <main className="mx-auto grid w-full grid-cols-[minmax(0,1fr)] max-w-[822px] content-start gap-4 px-4 pt-6 pb-8 sm:px-6">
      <PageTitle intro="What repeats in your files, and what shows it.">Patterns</PageTitle>
      <PatternsSkeleton />
    </main>
  );
}
