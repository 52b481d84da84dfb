"use client";

import { useEffect, useId, useState } from "react";
import { CONTROL_CLASS } from "../../../ui/field.tsx";

interface TimeZoneFieldProps {
  initial: string;
  label?: string;
  onChange?: (timeZone: string) => void;
  /** Whether to offer the device's zone when it is another. (Default: true) */
  offersDevice?: boolean;
}

/** All zones of this runtime; offers the device's own when another is chosen. */
export function TimeZoneField({
  initial,
  label = "Time zone",
  onChange,
  offersDevice = true,
}: TimeZoneFieldProps) {
  const id = useId();
  const [value, setValue] = useState(initial);
  const [deviceZone, setDeviceZone] = useState<string | null>(null);
  // Asked after the first paint: the server knows neither the device's zone nor its list.
  const [zones, setZones] = useState<string[]>([initial]);
  useEffect(() => {
    setDeviceZone(Intl.DateTimeFormat().resolvedOptions().timeZone);
    setZones([...new Set(["UTC", initial, ...Intl.supportedValuesOf("timeZone")])].toSorted());
  }, [initial]);
  const choose = (zone: string) => {
    setValue(zone);
    onChange?.(zone);
  };
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={id} className="text-[13px] font-medium">
        {label}
      </label>
      <select
        id={id}
        name="timeZone"
        value={value}
        onChange={(event) => choose(event.target.value)}
        className={CONTROL_CLASS}
      >
        {zones.map((zone) => (
          <option key={zone} value={zone}>
            {zone.replaceAll("_", " ")}
          </option>
        ))}
      </select>
      {offersDevice && deviceZone && deviceZone !== value && zones.includes(deviceZone) ? (
        <p className="text-meta text-soft">
          This device is in {deviceZone.replaceAll("_", " ")}.{" "}
          <button
            type="button"
            onClick={() => choose(deviceZone)}
            className="font-medium text-ink underline decoration-line-strong underline-offset-2 hover:decoration-ink"
          >
            Use that
          </button>
        </p>
      ) : null}
    </div>
  );
}
