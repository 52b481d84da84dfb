interface ProgressBarProps {
  label: string;
  value: number;
  max: number;
  text: string;
}

/** How far something has come, as a bar and in words. */
export function ProgressBar({ label, value, max, text }: ProgressBarProps) {
  const share = max === 0 ? 0 : Math.min(1, value / max);
  return (
    <div className="grid gap-1.5">
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={Math.min(value, max)}
        aria-valuetext={text}
        className="h-1.5 overflow-hidden rounded-full bg-accent-soft"
      >
        <div
          className="h-full rounded-full bg-accent transition-[width]"
          style={{ width: `${share * 100}%` }}
        />
      </div>
      <p className="text-meta text-soft">{text}</p>
    </div>
  );
}
