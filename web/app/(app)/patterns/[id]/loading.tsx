import { PatternSkeleton } from "../../../../features/patterns/components/pattern-skeleton.tsx";

export default function OnePatternLoading() {
  return (
    <main className="mx-auto grid w-full grid-cols-[minmax(0,1fr)] max-w-[960px] content-start gap-4 px-4 pt-6 pb-8 sm:px-6">
      <h1 className="sr-only">Pattern</h1>
      <PatternSkeleton />
    </main>
  );
}
