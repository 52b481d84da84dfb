import { offsetMinutes } from "../../events/time-zone.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Fills local day and minute of each event from its own zone. One look-up per zone and day, but on days of a change. */
export function fillLocalTime(
  { times, zoneOf, size }: { times: Float64Array; zoneOf: Uint16Array; size: number },
  zones: readonly string[],
  out: { localDay: Int32Array; localMinute: Float32Array },
): void {
  const known: KnownOffsets = {
    dayOf: new Float64Array(zones.length).fill(Number.NaN),
    offsetMs: new Float64Array(zones.length),
  };
  const { dayOf, offsetMs } = known;
  const { localDay, localMinute } = out;
  for (let index = 0; index < size; index++) {
    const at = times[index] as number;
    const zone = zoneOf[index] as number;
    const day = Math.floor(at / DAY_MS);
    if (dayOf[zone] !== day) lookUp(known, zone, { zone: zones[zone] as string, at, day });
    const wall = at + (offsetMs[zone] as number);
    const wallDay = Math.floor(wall / DAY_MS);
    localDay[index] = wallDay;
    localMinute[index] = (wall - wallDay * DAY_MS) / MINUTE_MS;
  }
}

/** By zone: the UTC day whose offset is known, NaN where it changes within it, and the offset. */
interface KnownOffsets {
  dayOf: Float64Array;
  offsetMs: Float64Array;
}

function lookUp(
  { dayOf, offsetMs }: KnownOffsets,
  index: number,
  { zone, at, day }: { zone: string; at: number; day: number },
): void {
  const start = offsetMinutes(zone, day * DAY_MS);
  const isWhole = start === offsetMinutes(zone, (day + 1) * DAY_MS);
  dayOf[index] = isWhole ? day : Number.NaN;
  offsetMs[index] = (isWhole ? start : offsetMinutes(zone, at)) * MINUTE_MS;
}
