"use client";

import { TimeZoneField } from "../../profile/components/time-zone-field.tsx";
import type { LogScan } from "../scan-log.ts";

/** The zone of the log's times, and how Floyo came to it. */
export function ZoneField({ scan, onChange }: { scan: LogScan; onChange: (timeZone: string) => void }) {
  return (
    <div className="grid gap-1.5">
      <dt className="sr-only">Time zone</dt>
      <dd className="grid gap-1.5">
        <TimeZoneField
          label="Time zone of the log"
          initial={scan.timeZone}
          onChange={onChange}
          offersDevice={false}
        />
        <p className="text-meta text-soft">{reason(scan)}</p>
      </dd>
    </div>
  );
}

function reason({ timeZone, statedZone }: LogScan): string {
  if (statedZone === null)
    return "Its times state offsets of several zones; usual times are read in this one.";
  if (statedZone === timeZone) return "Usual times are read in this zone.";
  return `Its own offsets are those of ${statedZone.replaceAll("_", " ")}.`;
}
