const STEP = 26;
const RADIUS = 5;
const HEIGHT = 16;
const FILLED = new Set(["created", "downloaded"]);

/** Steps in a row, as small as a word: what arrives is filled, what happens to it is hollow. */
export function SmallChain({ ops }: { ops: readonly string[] }) {
  const width = (ops.length - 1) * STEP + RADIUS * 2 + 2;
  const x = (index: number) => index * STEP + RADIUS + 1;
  return (
    <svg
      role="img"
      aria-label={`${ops.length} steps: ${ops.join(", ")}`}
      width={width}
      height={HEIGHT}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      className="max-w-full"
    >
      <path
        d={`M${x(0)} ${HEIGHT / 2}H${x(ops.length - 1)}`}
        stroke="var(--accent-line)"
        strokeWidth="1.5"
        strokeDasharray="2 2"
      />
      {ops.map((op, index) => (
        <circle
          // biome-ignore lint/suspicious/noArrayIndexKey: a chain may hold the same step twice.
          key={index}
          cx={x(index)}
          cy={HEIGHT / 2}
          r={RADIUS}
          fill={FILLED.has(op) ? "var(--accent)" : "var(--panel)"}
          stroke="var(--accent)"
          strokeWidth="1.5"
        />
      ))}
    </svg>
  );
}
