import type { BrokenLine } from "@floyo/shared/events/import/import-record.ts";
import type { LogFormat } from "@floyo/shared/events/import/read-log.ts";
import { formatCount } from "../../../lib/format-count.ts";
import { placeWord } from "../formats.ts";

const MOST = 50;

interface BrokenLinesProps {
  broken: BrokenLine[];
  count: number;
  format: LogFormat;
}

/** Lines that are no events, each with its reason. */
export function BrokenLines({ broken, count, format }: BrokenLinesProps) {
  if (count === 0) return null;
  return (
    <details className="text-[13px]">
      <summary className="font-medium text-warm">
        {formatCount(count)} {placeWord(format).toLowerCase()}
        {count === 1 ? " is no file event" : "s are no file events"} and will be left out
      </summary>
      <ul className="mt-2 grid gap-2">
        {broken.slice(0, MOST).map(({ line, reason, text }) => (
          <li key={line} className="grid gap-0.5">
            <span>
              <span className="text-soft">
                {placeWord(format)} {line}:
              </span>{" "}
              {reason}
            </span>
            <code className="block truncate font-mono text-[12px] text-soft">{text}</code>
          </li>
        ))}
      </ul>
      {count > MOST ? <p className="mt-2 text-meta text-soft">The first {MOST} are shown.</p> : null}
    </details>
  );
}
