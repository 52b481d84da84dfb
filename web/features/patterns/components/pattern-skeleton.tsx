import { Bar } from "../../../ui/skeleton.tsx";

/** A pattern's page while it loads. */
export function PatternSkeleton() {
  return (
    <div role="status" className="grid gap-4">
      <span className="sr-only">Loading the pattern</span>
      <div aria-hidden="true" className="grid gap-2.5">
        <Bar className="h-3 w-32" />
        <Bar className="h-6 w-3/5" />
        <Bar className="h-3 w-4/5" />
      </div>
      {["h-16", "h-56", "h-24"].map((height) => (
        <div key={height} aria-hidden="true" className="card grid gap-3 px-4 py-4 sm:px-5">
          <Bar className="h-4 w-28" />
          <Bar className={`${height} w-full rounded-control!`} />
        </div>
      ))}
    </div>
  );
}
