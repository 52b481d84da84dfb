const SIZE = 34;
const RADIUS = 10;
const SPREAD = 6;
const MAX_DRAWN = 6;

/** Things that belong together, as circles that share a middle. */
export function SmallSet({ count }: { count: number }) {
  const drawn = Math.min(count, MAX_DRAWN);
  return (
    <svg
      role="img"
      aria-label={`A set of ${count}`}
      width={SIZE}
      height={SIZE}
      viewBox={`0 0 ${SIZE} ${SIZE}`}
    >
      {Array.from({ length: drawn }, (_, index) => {
        const angle = (index / drawn) * 2 * Math.PI - Math.PI / 2;
        return (
          <circle
            // biome-ignore lint/suspicious/noArrayIndexKey: circles never change their places.
            key={index}
            cx={SIZE / 2 + Math.cos(angle) * SPREAD}
            cy={SIZE / 2 + Math.sin(angle) * SPREAD}
            r={RADIUS}
            fill="var(--accent)"
            fillOpacity="0.16"
            stroke="var(--accent)"
            strokeWidth="1.2"
          />
        );
      })}
    </svg>
  );
}
