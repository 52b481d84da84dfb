import { Bar } from "../../../ui/skeleton.tsx";

/** The feed's shape while it loads. */
export function FeedSkeleton() {
  return (
    <div role="status" className="grid gap-4">
      <span className="sr-only">Loading suggestions</span>
      {[0, 1].map((card) => (
        <div key={card} aria-hidden="true" className="card px-4 py-4 sm:px-[22px] sm:py-5">
          <Bar className="h-3 w-44" />
          <Bar className="mt-3.5 h-4 w-4/5 max-w-[360px]" />
          <Bar className="mt-3.5 h-3 w-full max-w-[540px]" />
          <Bar className="mt-2 h-3 w-2/3 max-w-[420px]" />
          <div className="mt-5 grid gap-6 sm:grid-cols-3">
            <Bar className="h-[58px] rounded-[10px]!" />
            <Bar className="hidden h-[58px] rounded-[10px]! sm:block" />
            <Bar className="hidden h-[58px] rounded-[10px]! sm:block" />
          </div>
          <div className="mt-5 flex gap-2">
            <Bar className="h-[34px] w-24 rounded-control!" />
            <Bar className="h-[34px] w-44 rounded-control!" />
          </div>
        </div>
      ))}
    </div>
  );
}
