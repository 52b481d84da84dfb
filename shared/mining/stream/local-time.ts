import { offsetMinutes } from "../../events/time-zone.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Fills local day and minute of each event from its own zone. One look-up per zone and day, but on days of a change. */
export function fillLocalTime(
  { times, zoneOf, size }: { times: Float64Array; zoneOf: Uint16Array; size: number },
  zones: readonly string[],
  out: { localDay: Int32Array; localMinute: Float32Array },
): void {
  const dayOf = new Float64Array(zones.length).fill(Number.NaN);
  const offsetOf = new Float64Array(zones.length);
  for (let index = 0; index < size; index++) {
    const at = times[index] as number;
    const zone = zoneOf[index] as number;
    const day = Math.floor(at / DAY_MS);
    if (dayOf[zone] !== day) {
      const name = zones[zone] as string;
      const start = offsetMinutes(name, day * DAY_MS);
      dayOf[zone] = start === offsetMinutes(name, (day + 1) * DAY_MS) ? day : Number.NaN;
      offsetOf[zone] = start;
      if (Number.isNaN(dayOf[zone])) offsetOf[zone] = offsetMinutes(name, at);
    }
    const wall = at + (offsetOf[zone] as number) * MINUTE_MS;
    const localDay = Math.floor(wall / DAY_MS);
    out.localDay[index] = localDay;
    out.localMinute[index] = (wall - localDay * DAY_MS) / MINUTE_MS;
  }
}
