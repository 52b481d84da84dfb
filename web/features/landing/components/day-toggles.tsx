import { formatDay } from "../../../lib/format-time.ts";
import { EXAMPLE_ZONE } from "../example-zone.ts";

interface DayTogglesProps {
  days: readonly { date: string; hit: boolean }[];
  hidden: ReadonlySet<string>;
  onToggle?: ((date: string) => void) | undefined;
  now: number;
}

/** One square a day, as in the feed; a day on which it happened can be hidden and shown again. */
export function DayToggles({ days, hidden, onToggle, now }: DayTogglesProps) {
  return (
    <fieldset className="-ms-1 flex flex-wrap gap-x-px">
      <legend className="sr-only">Days</legend>
      {days.map(({ date, hit }) => {
        const name = formatDay(Date.parse(date), { now, timeZone: EXAMPLE_ZONE });
        if (!hit) {
          return (
            <span
              key={date}
              className="grid size-6 place-items-center pointer-coarse:size-7"
              title={`${name}: missed`}
            >
              <span className="size-4 rounded-mark border border-line-strong" />
              <span className="sr-only">{name}: missed</span>
            </span>
          );
        }
        const isHidden = hidden.has(date);
        return (
          <button
            key={date}
            type="button"
            aria-pressed={isHidden}
            aria-label={`Hide ${name}`}
            title={isHidden ? `${name}: hidden` : name}
            onClick={onToggle ? () => onToggle(date) : undefined}
            className="group grid size-6 place-items-center rounded-mark pointer-coarse:size-7"
          >
            <span
              aria-hidden="true"
              className="size-4 rounded-mark border border-accent bg-accent transition-transform group-hover:scale-115 group-aria-pressed:border-line-strong group-aria-pressed:border-dashed group-aria-pressed:bg-transparent"
            />
          </button>
        );
      })}
    </fieldset>
  );
}
