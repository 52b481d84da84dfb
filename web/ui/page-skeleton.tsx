import { PageTitle } from "./page-title.tsx";
import { Bar } from "./skeleton.tsx";

/** A page of cards while it loads. */
export function PageSkeleton({ title, cards }: { title: string; cards: number }) {
  return (
    <main className="mx-auto grid w-full max-w-[760px] gap-4 px-4 pt-6 pb-8 sm:px-6">
      <PageTitle>{title}</PageTitle>
      <span role="status" className="sr-only">
        Loading
      </span>
      {Array.from({ length: cards }, (_, card) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars never change their places.
        <div key={card} aria-hidden="true" className="card grid gap-3.5 px-4 py-4 sm:px-[22px] sm:py-5">
          <Bar className="h-4 w-32" />
          <Bar className="h-3 w-3/5" />
          <Bar className="h-9 w-full rounded-control!" />
        </div>
      ))}
    </main>
  );
}
