import { offsetMinutes } from "../../events/time-zone.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** No zone of tzdata has changed its clocks and changed them back within so short a time since 1970: 6.96 days at least. */
const SPAN_MS = 6 * DAY_MS;

/** Fills local day and minute of each event from its own zone. Two look-ups per zone and six days, but near a change. */
export function fillLocalTime(
  { times, zoneOf, size }: { times: Float64Array; zoneOf: Uint16Array; size: number },
  zones: readonly string[],
  out: { localDay: Int32Array; localMinute: Float32Array },
): void {
  const known: KnownOffsets = {
    from: new Float64Array(zones.length).fill(Number.NaN),
    until: new Float64Array(zones.length).fill(Number.NaN),
    offsetMs: new Float64Array(zones.length),
  };
  const { from, until, offsetMs } = known;
  const { localDay, localMinute } = out;
  for (let index = 0; index < size; index++) {
    const at = times[index] as number;
    const zone = zoneOf[index] as number;
    const isKnown = at >= (from[zone] as number) && at < (until[zone] as number);
    if (!isKnown) lookUp(known, zone, zones[zone] as string, at);
    const wall = at + (offsetMs[zone] as number);
    const wallDay = Math.floor(wall / DAY_MS);
    localDay[index] = wallDay;
    localMinute[index] = (wall - wallDay * DAY_MS) / MINUTE_MS;
  }
}

/** By zone: from when until when it has an offset, and the offset; empty where only that of one instant is known. */
interface KnownOffsets {
  from: Float64Array;
  until: Float64Array;
  offsetMs: Float64Array;
}

function lookUp({ from, until, offsetMs }: KnownOffsets, index: number, zone: string, at: number): void {
  for (const span of [SPAN_MS, DAY_MS, 0]) {
    const start = span === 0 ? at : Math.floor(at / span) * span;
    const offset = offsetMinutes(zone, start);
    if (span > 0 && offset !== offsetMinutes(zone, start + span)) continue;
    from[index] = start;
    until[index] = start + span;
    offsetMs[index] = offset * MINUTE_MS;
    return;
  }
}
