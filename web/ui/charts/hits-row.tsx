export interface HitMark {
  /** `Mon 16 Nov` */
  day: string;
  hit: boolean;
}

const SIZE = 16;
const STEP = 21;

/** Hits and misses in order of time; misses are hollow. Its text equivalent names the days that were missed. */
export function HitsRow({ marks, label }: { marks: readonly HitMark[]; label: string }) {
  const missed = marks.filter(({ hit }) => !hit).map(({ day }) => day);
  const hits = marks.length - missed.length;
  const text = `${label}: ${hits} of ${marks.length}${missed.length > 0 ? `, missed on ${missed.join(", ")}` : ""}`;
  const width = marks.length * STEP - (STEP - SIZE);
  return (
    <svg
      role="img"
      aria-label={text}
      width={width}
      height={SIZE}
      viewBox={`0 0 ${width} ${SIZE}`}
      className="max-w-full"
    >
      {marks.map(({ day, hit }, index) => (
        <rect
          key={day}
          x={index * STEP + 0.5}
          y="0.5"
          width={SIZE - 1}
          height={SIZE - 1}
          rx="4"
          fill={hit ? "var(--accent)" : "none"}
          stroke={hit ? "var(--accent)" : "var(--line-strong)"}
        />
      ))}
    </svg>
  );
}
