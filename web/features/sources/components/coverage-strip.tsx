"use client";

import { type CoverageKind, coverageOf, coverageTotals } from "@floyo/shared/events/watch/coverage.ts";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { formatSpan, formatUntil } from "../../../lib/format-time.ts";
import { useMoment } from "../../../ui/clock.tsx";
import { Help } from "../../../ui/help.tsx";
import { currentWatcher } from "../../watch/watcher.ts";

const WINDOW_MS = 24 * 3_600_000;
const WIDTH = 1_000;
const NARROWEST = 4; // a gap of seconds must be seen on a strip of a day

const LOOK: Record<CoverageKind, { fill: string; words: string }> = {
  listening: { fill: "fill-accent", words: "listening" },
  inferred: { fill: "fill-warm", words: "found afterwards by comparing" },
  off: { fill: "fill-line", words: "not listening" },
};

interface CoverageStripProps {
  sourceId: string;
  heardUntilMs: number | null;
}

/** When Floyo was listening to a folder during the last 24 hours, on this device. */
export function CoverageStrip({ sourceId, heardUntilMs }: CoverageStripProps) {
  const moment = useMoment();
  const now = Math.max(moment.now, heardUntilMs ?? 0);
  const stretches = useQuery({
    queryKey: ["coverage", sourceId, heardUntilMs],
    queryFn: async () => (await currentWatcher()).listStretches(sourceId, Date.now() - WINDOW_MS),
    placeholderData: keepPreviousData,
    refetchInterval: false,
    gcTime: 60_000,
  }).data;
  if (!stretches) return <div aria-hidden="true" className="h-10" />;

  const segments = coverageOf(stretches, { fromMs: now - WINDOW_MS, toMs: now });
  const totals = coverageTotals(segments);
  const gaps = segments.filter(({ kind }) => kind === "inferred");
  // Gaps last, so that a short one lies above what stands beside it.
  const drawn = [...segments.filter(({ kind }) => kind === "listening"), ...gaps];
  const words = [
    `Listening ${totals.listening > 0 ? formatSpan(totals.listening) : "0 s"} of the last 24 hours`,
    gaps.length === 0
      ? null
      : `${gaps.length === 1 ? "1 gap" : `${gaps.length} gaps`} (${formatSpan(totals.inferred)}) filled by comparing`,
  ]
    .filter(Boolean)
    .join(" · ");
  return (
    <figure className="grid gap-1">
      <svg
        viewBox={`0 0 ${WIDTH} 10`}
        preserveAspectRatio="none"
        role="img"
        aria-label={words}
        className="h-2.5 w-full overflow-hidden rounded-[3px]"
      >
        <rect width={WIDTH} height="10" className={LOOK.off.fill} />
        {drawn.map(({ kind, startMs, endMs }) => {
          const start = ((startMs - (now - WINDOW_MS)) / WINDOW_MS) * WIDTH;
          const width = Math.max(NARROWEST, ((endMs - startMs) / WINDOW_MS) * WIDTH);
          return (
            <rect
              key={startMs}
              x={Math.min(start, WIDTH - width)}
              width={width}
              height="10"
              className={LOOK[kind].fill}
            >
              <title>
                {`${formatUntil(startMs, moment)} to ${formatUntil(endMs, moment)}: ${LOOK[kind].words}`}
              </title>
            </rect>
          );
        })}
      </svg>
      <figcaption className="flex flex-wrap justify-between gap-x-4 text-tiny text-soft">
        <span>
          {words}{" "}
          <Help about="Listening">
            While a tab of Floyo is open, changes are seen as they happen. What happened in between is found
            afterwards by comparing the folder with how it was: it has happened, but when is a guess within
            the gap.
          </Help>
        </span>
        <span aria-hidden="true" className="flex gap-3">
          {(["listening", "inferred", "off"] as const).map((kind) => (
            <span key={kind} className="flex items-center gap-1">
              <svg width="8" height="8" aria-hidden="true">
                <rect width="8" height="8" rx="2" className={LOOK[kind].fill} />
              </svg>
              {kind === "inferred" ? "compared" : kind}
            </span>
          ))}
        </span>
      </figcaption>
    </figure>
  );
}
