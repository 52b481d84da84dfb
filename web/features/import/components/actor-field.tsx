"use client";

import { useId } from "react";
import { formatCount } from "../../../lib/format-count.ts";
import { CONTROL_CLASS } from "../../../ui/field.tsx";
import { chooseActor } from "../run-import.ts";
import type { LogScan } from "../scan-log.ts";

const EVERYBODY = "";

/** A log of several people: routines are one person's, so it asks whose events to take. */
export function ActorField({ actors, actor }: { actors: LogScan["actors"]; actor: string | null }) {
  const id = useId();
  return (
    <div className="grid max-w-[420px] gap-1.5">
      <label htmlFor={id} className="text-[13px] font-medium">
        Who are you in this log?
      </label>
      <select
        id={id}
        className={CONTROL_CLASS}
        value={actor ?? EVERYBODY}
        onChange={(event) => chooseActor(event.target.value === EVERYBODY ? null : event.target.value)}
      >
        {actors.map(({ name, events }) => (
          <option key={name} value={name}>
            {name} ({formatCount(events)})
          </option>
        ))}
        <option value={EVERYBODY}>Everybody: it is all my work</option>
      </select>
      <p className="text-meta text-soft">Only this person's events are sent.</p>
    </div>
  );
}
