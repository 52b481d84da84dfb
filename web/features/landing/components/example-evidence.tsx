import { formatClock, formatDay } from "../../../lib/format-time.ts";
import type { Occurrence } from "../example.ts";
import { EXAMPLE_ZONE } from "../example-zone.ts";

const MOST = 4;

interface ExampleEvidenceProps {
  occurrences: readonly Occurrence[];
  hidden: ReadonlySet<string>;
  now: number;
}

/** The last times it happened, with the files and the minutes. */
export function ExampleEvidence({ occurrences, hidden, now }: ExampleEvidenceProps) {
  const shown = occurrences.filter(({ date }) => !hidden.has(date)).slice(0, MOST);
  return (
    <details className="mt-1">
      <summary className="inline-flex min-h-9 cursor-pointer items-center rounded-control text-[13px] font-semibold text-ink underline decoration-line-strong underline-offset-3 pointer-coarse:min-h-11">
        Open the evidence
      </summary>
      <ol className="mt-2 grid gap-3">
        {shown.map(({ date, events }) => (
          <li key={date} className="grid gap-1">
            <p className="text-[13px] font-medium">
              {formatDay(Date.parse(date), { now, timeZone: EXAMPLE_ZONE })}
            </p>
            <ul className="ms-[3px] grid gap-1 border-line border-s ps-3.5">
              {events.map(({ id, occurredAt, op, path }) => (
                <li key={id} className="grid grid-cols-[42px_78px_1fr] gap-x-2 text-meta">
                  <time dateTime={occurredAt} className="font-mono text-soft">
                    {formatClock(Date.parse(occurredAt), EXAMPLE_ZONE)}
                  </time>
                  <span className="text-soft">{op}</span>
                  <span className="font-mono [overflow-wrap:anywhere]">{path}</span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {shown.length === 0 ? <p className="mt-2 text-[13px] text-soft">Every day of it is hidden.</p> : null}
    </details>
  );
}
