import type { HitMark } from "./hits-row.tsx";
import { LegendItem, MarkChart } from "./mark-chart.tsx";

const SIZE = 18;
const STEP = 24;
const ROW = 13;

/** The row of hits and misses where each day can be looked at; wraps into rows so that a phone can show it. */
export function HitsChart({ marks, label }: { marks: readonly HitMark[]; label: string }) {
  const missed = marks.filter(({ hit }) => !hit).map(({ day }) => day);
  const hits = marks.length - missed.length;
  const columns = Math.min(marks.length, ROW);
  return (
    <MarkChart
      text={`${label}: ${hits} of ${marks.length}${missed.length > 0 ? `, missed on ${missed.join(", ")}` : ""}`}
      width={columns * STEP}
      height={Math.ceil(marks.length / ROW) * STEP}
      marks={marks.map(({ day, hit }, index) => ({
        key: day,
        x: (index % ROW) * STEP + 0.5,
        y: Math.floor(index / ROW) * STEP + 0.5,
        width: SIZE,
        height: SIZE,
        radius: 4.5,
        fill: hit ? "var(--accent)" : "var(--panel)",
        stroke: hit ? "var(--accent)" : "var(--warm)",
        words: `${day}: ${hit ? "happened" : "missed"}`,
      }))}
      legend={
        <>
          <span>{label}</span>
          <LegendItem look="bg-accent">{hits} kept</LegendItem>
          {missed.length > 0 ? (
            <LegendItem look="border border-warm">{missed.length} missed</LegendItem>
          ) : null}
        </>
      }
    />
  );
}
