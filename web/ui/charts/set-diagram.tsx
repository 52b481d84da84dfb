export interface SetMember {
  name: string;
  /** Days on which it was touched at all; null while that is not known. */
  days: number | null;
}

interface SetDiagramProps {
  members: readonly SetMember[];
  /** Days on which all were touched together. */
  together: number;
}

const CIRCLE = 190;
const MAX_RADIUS = 62;
const COLORS = ["var(--accent)", "var(--warm)", "var(--accent-line)", "var(--line-strong)"] as const;

/**
 * Things that belong together, as circles that share a middle. A circle's area grows with the days of its own, and the
 * list beside it says them: days together of days at all.
 */
export function SetDiagram({ members, together }: SetDiagramProps) {
  const most = Math.max(together, ...members.map(({ days }) => days ?? together), 1);
  const radiusOf = (days: number) => Math.max(30, MAX_RADIUS * Math.sqrt(days / most));
  return (
    <div className="grid items-center gap-x-6 gap-y-3 sm:grid-cols-[auto_minmax(0,1fr)]">
      <svg
        role="img"
        aria-label={textOf(members, together)}
        width={CIRCLE}
        height={CIRCLE}
        viewBox={`0 0 ${CIRCLE} ${CIRCLE}`}
        className="h-auto max-w-full"
      >
        {members.map(({ name, days }, index) => {
          const angle = (index / members.length) * 2 * Math.PI - Math.PI / 2;
          const radius = radiusOf(days ?? together);
          return (
            <circle
              key={name}
              cx={CIRCLE / 2 + Math.cos(angle) * 30}
              cy={CIRCLE / 2 + Math.sin(angle) * 30}
              r={radius}
              fill={COLORS[index % COLORS.length]}
              fillOpacity="0.14"
              stroke={COLORS[index % COLORS.length]}
              strokeWidth="1.5"
            />
          );
        })}
        <text
          x={CIRCLE / 2}
          y={CIRCLE / 2 + 2}
          textAnchor="middle"
          fontSize="19"
          fontWeight="600"
          fill="var(--ink)"
        >
          {together}
        </text>
        <text x={CIRCLE / 2} y={CIRCLE / 2 + 17} textAnchor="middle" fontSize="10.5" fill="var(--soft)">
          {together === 1 ? "day together" : "days together"}
        </text>
      </svg>
      <ul className="grid gap-2.5 text-[13px]">
        {members.map(({ name, days }, index) => (
          <li key={name} className="grid gap-1">
            <span className="flex items-center gap-2">
              <span
                aria-hidden="true"
                className="size-2.5 shrink-0 rounded-full"
                style={{ background: COLORS[index % COLORS.length] }}
              />
              <span className="min-w-0 font-mono text-[12.5px] [overflow-wrap:anywhere]">{name}</span>
            </span>
            <span className="ps-[18px] text-meta text-soft">
              {days === null ? `together on ${together} days` : `${together} of ${days} days together`}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function textOf(members: readonly SetMember[], together: number): string {
  const parts = members.map(({ name, days }) =>
    days === null ? name : `${name}, ${together} of its ${days} days`,
  );
  return `Together on ${together} days: ${parts.join("; ")}`;
}
