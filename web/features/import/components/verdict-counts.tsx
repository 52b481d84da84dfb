import { formatCount } from "../../../lib/format-count.ts";
import type { Verdicts } from "../verdicts.ts";

/** Three figures: taken, known before, not taken. */
export function VerdictCounts({ verdicts }: { verdicts: Verdicts }) {
  const figures = [
    { label: "Accepted", count: verdicts.accepted, look: "text-accent" },
    { label: "Duplicate", count: verdicts.duplicate, look: "text-ink" },
    {
      label: "Rejected",
      count: verdicts.refusedCount,
      look: verdicts.refusedCount > 0 ? "text-warm" : "text-ink",
    },
  ];
  return (
    <dl className="grid grid-cols-3 gap-2">
      {figures.map(({ label, count, look }) => (
        <div key={label} className="grid rounded-[10px] border border-line bg-bg px-3 py-2">
          <dt className="text-tiny text-soft">{label}</dt>
          <dd className={`text-card font-semibold ${look}`}>{formatCount(count)}</dd>
        </div>
      ))}
    </dl>
  );
}
