import { Bar } from "../../../ui/skeleton.tsx";

/** The list's shape while its days are counted. */
export function TimelineSkeleton() {
  return (
    <div role="status">
      <span className="sr-only">Loading the timeline</span>
      <div
        aria-hidden="true"
        className="flex h-[52px] items-center justify-between border-line border-b px-2"
      >
        <Bar className="h-3.5 w-24" />
        <Bar className="h-8 w-36 rounded-control!" />
      </div>
      {Array.from({ length: 16 }, (_, row) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: bars never change their places.
          key={row}
          aria-hidden="true"
          className="flex h-[54px] items-center gap-4 border-line/60 border-b px-2 md:h-9"
        >
          <Bar className="h-3 w-10" />
          <Bar className="h-3 w-16" />
          <Bar className={row % 3 === 0 ? "h-3 w-2/5" : "h-3 w-1/4"} />
        </div>
      ))}
    </div>
  );
}
