import { AxisText, LegendItem, type Mark, MarkChart } from "./mark-chart.tsx";

export interface CalendarDay {
  /** `2026-11-16` */
  date: string;
  /** `seen`: on its day or without a rhythm; `missed`: expected and not there; `other`: on another day or hour. */
  state: "seen" | "missed" | "other";
}

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
const CELL = 12;
const STEP = 15;
const LEFT = 34;
const TOP = 18;
const MIN_WEEKS = 13;
const MAX_WEEKS = 27;
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;
const WORDS = { seen: "seen", missed: "missed", other: "seen at another time" } as const;
const LOOKS = {
  seen: { fill: "var(--accent)", stroke: "var(--accent)" },
  missed: { fill: "var(--panel)", stroke: "var(--warm)" },
  other: { fill: "var(--accent-soft)", stroke: "var(--accent-line)" },
} as const;

/** Months as columns of weeks, the newest at the right: days it was seen, missed, or seen at another time. */
export function DayCalendar({ days }: { days: readonly CalendarDay[] }) {
  const dated = days
    .map((day) => ({ ...day, at: Date.parse(day.date) }))
    .filter(({ at }) => !Number.isNaN(at))
    .sort((one, other) => one.at - other.at);
  const last = weekOf(dated.at(-1)?.at ?? 0);
  const oldest = Math.min(weekOf(dated[0]?.at ?? 0), last - (MIN_WEEKS - 1) * WEEK_MS);
  const first = Math.max(oldest, last - (MAX_WEEKS - 1) * WEEK_MS);
  const weeks = Math.round((last - first) / WEEK_MS) + 1;
  const shown = dated.filter(({ at }) => at >= first);
  const marks = shown.map(({ at, date, state }): Mark => {
    const column = Math.round((weekOf(at) - first) / WEEK_MS);
    return {
      key: date,
      x: LEFT + column * STEP + 0.5,
      y: TOP + weekday(at) * STEP + 0.5,
      width: CELL - 1,
      height: CELL - 1,
      radius: 3,
      ...LOOKS[state],
      words: `${dayWords(at)}: ${WORDS[state]}`,
    };
  });
  const count = (state: CalendarDay["state"]) => shown.filter((day) => day.state === state).length;
  const states = (["seen", "missed", "other"] as const).filter((state) => count(state) > 0);
  return (
    <MarkChart
      text={`Calendar, ${dayWords(shown[0]?.at ?? 0)} to ${dayWords(shown.at(-1)?.at ?? 0)}: ${states
        .map((state) => `${count(state)} ${count(state) === 1 ? "day" : "days"} ${WORDS[state]}`)
        .join(", ")}${missedWords(shown)}`}
      width={LEFT + weeks * STEP}
      height={TOP + 7 * STEP}
      marks={marks}
      legend={states.map((state) => (
        <LegendItem key={state} look={LEGEND[state]}>
          {WORDS[state]}
        </LegendItem>
      ))}
    >
      {monthLabels(first, weeks).map(({ column, name }) => (
        <AxisText key={`${column}`} x={LEFT + column * STEP} y={10}>
          {name}
        </AxisText>
      ))}
      {[0, 2, 4, 6].map((row) => (
        <AxisText key={row} x={0} y={TOP + row * STEP + 10}>
          {WEEKDAYS[row]}
        </AxisText>
      ))}

      {Array.from({ length: weeks * 7 }, (_, index) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: a day is its own key.
          key={index}
          x={LEFT + Math.floor(index / 7) * STEP}
          y={TOP + (index % 7) * STEP}
          width={CELL}
          height={CELL}
          rx="3"
          fill="var(--line)"
          fillOpacity="0.5"
        />
      ))}
    </MarkChart>
  );
}

const LEGEND = {
  seen: "bg-accent",
  missed: "border border-warm",
  other: "border border-accent-line bg-accent-soft",
} as const;

function weekday(at: number): number {
  return (new Date(at).getUTCDay() + 6) % 7;
}

function weekOf(at: number): number {
  return at - weekday(at) * DAY_MS;
}

/** A month is named over the week that holds its first day; the first week too, unless another name would touch it. */
function monthLabels(first: number, weeks: number): { column: number; name: string }[] {
  const starts = Array.from({ length: weeks }, (_, column) => {
    const end = new Date(first + column * WEEK_MS + 6 * DAY_MS);
    return { column, isStart: end.getUTCDate() <= 7, month: end.getUTCMonth() };
  });
  const named = starts.filter(({ column, isStart }) => isStart || column === 0);
  return named
    .filter(({ column }, index) => column > 0 || (named[index + 1]?.column ?? 9) > 2)
    .map(({ column, month }) => ({ column, name: MONTHS[month] ?? "" }));
}

function dayWords(at: number): string {
  const day = new Date(at);
  return `${WEEKDAYS[weekday(at)]} ${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]} ${day.getUTCFullYear()}`;
}

function missedWords(days: readonly (CalendarDay & { at: number })[]): string {
  const missed = days.filter(({ state }) => state === "missed").map(({ at }) => dayWords(at));
  return missed.length === 0 ? "" : `; missed on ${missed.join(", ")}`;
}
