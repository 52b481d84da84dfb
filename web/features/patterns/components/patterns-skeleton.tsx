import { Bar } from "../../../ui/skeleton.tsx";

/** The list's shape while it loads. */
export function PatternsSkeleton() {
  return (
    <div role="status" className="grid gap-3">
      <span className="sr-only">Loading patterns</span>
      {[0, 1, 2, 3].map((card) => (
        <div key={card} aria-hidden="true" className="card grid gap-2.5 px-4 py-4 sm:px-5">
          <Bar className="h-3 w-40" />
          <Bar className="h-4 w-3/5" />
          <Bar className="h-3 w-4/5" />
          <Bar className="mt-1 h-4 w-56" />
        </div>
      ))}
    </div>
  );
}
