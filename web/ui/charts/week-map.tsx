import { AxisText, LegendItem, type Mark, MarkChart } from "./mark-chart.tsx";

export interface WeekCell {
  /** 0 (Monday) to 6. */
  day: number;
  hour: number;
  count: number;
}

export interface WeekBand {
  /** Days on which it is expected, 0 (Monday) to 6. */
  days: readonly number[];
  /** Minutes after midnight; a band over midnight begins below 0 or ends above 1440. */
  from: number;
  to: number;
}

interface WeekMapProps {
  cells: readonly WeekCell[];
  /** Where it is expected; null when it keeps no hours. */
  band: WeekBand | null;
  /** IANA name of the zone whose hours these are. */
  timeZone: string;
  /** What is counted: `the last 20 times`. */
  counted: string;
}

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;
const CELL = 14;
const STEP = 17;
const LEFT = 34;
const TOP = 18;
const HOURS_NAMED = [0, 6, 12, 18];

/** A week of 7 × 24 hours with what happened in each, and the band in which it is expected. */
export function WeekMap({ cells, band, timeZone, counted }: WeekMapProps) {
  const most = Math.max(1, ...cells.map(({ count }) => count));
  const zone = timeZone.replaceAll("_", " ");
  const seen = cells
    .filter(({ count }) => count > 0)
    .sort((one, other) => one.day - other.day || one.hour - other.hour);
  const marks = seen.map(
    ({ day, hour, count }): Mark => ({
      key: `${day}-${hour}`,
      x: LEFT + hour * STEP,
      y: TOP + day * STEP,
      width: CELL,
      height: CELL,
      radius: 3.5,
      fill: "var(--accent)",
      opacity: 0.35 + (0.65 * count) / most,
      words: `${DAYS[day]} ${hourWords(hour)}: ${count === 1 ? "once" : `${count} times`}`,
    }),
  );
  const width = LEFT + 24 * STEP - (STEP - CELL) + 2;
  return (
    <MarkChart
      text={textOf(seen, band, zone, counted)}
      width={width}
      height={TOP + 7 * STEP}
      marks={marks}
      legend={
        <>
          <LegendItem look="bg-accent">{counted}</LegendItem>
          {band ? <LegendItem look="border border-warm">expected</LegendItem> : null}
          <span>hours of {zone}</span>
        </>
      }
    >
      {HOURS_NAMED.map((hour) => (
        <AxisText key={hour} x={LEFT + hour * STEP} y={10}>
          {String(hour).padStart(2, "0")}
        </AxisText>
      ))}
      {DAYS.map((day, row) => (
        <AxisText key={day} x={0} y={TOP + row * STEP + 11}>
          {day}
        </AxisText>
      ))}

      {DAYS.map((day, row) =>
        Array.from({ length: 24 }, (_, hour) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: an hour is its own key.
            key={`${day}-${hour}`}
            x={LEFT + hour * STEP}
            y={TOP + row * STEP}
            width={CELL}
            height={CELL}
            rx="3.5"
            fill="var(--line)"
            fillOpacity="0.5"
          />
        )),
      )}
      {band
        ? bandRects(band).map((rect) => <rect key={`${rect.x}-${rect.y}`} {...rect} {...BAND_LOOK} />)
        : null}
    </MarkChart>
  );
}

const BAND_LOOK = { rx: 4.5, fill: "none", stroke: "var(--warm)", strokeWidth: 1.4 } as const;

/** The band of each day; what reaches over midnight goes on in the row of the next day. */
function bandRects({ days, from, to }: WeekBand) {
  const pieces = days.flatMap((day) => {
    if (from < 0) return [piece(day, 0, to), piece((day + 6) % 7, 1440 + from, 1440)];
    if (to > 1440) return [piece(day, from, 1440), piece((day + 1) % 7, 0, to - 1440)];
    return [piece(day, from, to)];
  });
  return pieces;
}

function piece(day: number, from: number, to: number) {
  const x = (minute: number) => LEFT + (minute / 60) * STEP;
  return {
    x: x(from) - 1.5,
    y: TOP + day * STEP - 1.5,
    width: Math.max(x(to) - x(from) + 3, 8),
    height: CELL + 3,
  };
}

function hourWords(hour: number): string {
  return `${String(hour).padStart(2, "0")}–${String(hour + 1).padStart(2, "0")} h`;
}

function textOf(seen: readonly WeekCell[], band: WeekBand | null, zone: string, counted: string): string {
  const top = [...seen].sort((one, other) => other.count - one.count)[0];
  const most = top ? `, most on ${DAYS[top.day]} ${hourWords(top.hour)} (${top.count})` : "";
  const expected = band
    ? `; expected on ${band.days.length === 7 ? "every day" : band.days.map((day) => DAYS[day]).join(", ")} from ${clock(band.from)} to ${clock(band.to)}`
    : "";
  return `Week map of ${counted}, hours of ${zone}${most}${expected}`;
}

function clock(minute: number): string {
  const inDay = (minute + 1440) % 1440;
  return `${String(Math.floor(inDay / 60)).padStart(2, "0")}:${String(inDay % 60).padStart(2, "0")}`;
}
