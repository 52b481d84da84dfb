import type { LogFormat } from "@floyo/shared/events/import/read-log.ts";
import type { EventRejectCode } from "@floyo/shared/events/parse-event.ts";
import { formatCount } from "../../../lib/format-count.ts";
import { placeWord } from "../formats.ts";
import { FIX_WORDS, type Refusal, type Verdicts } from "../verdicts.ts";

const MOST_LINES = 20;

/** Rejected events by reason: the lines, what is wrong with each, and what would be right. */
export function RefusalList({ verdicts, format }: { verdicts: Verdicts; format: LogFormat }) {
  const { refused, refusedCount } = verdicts;
  if (refusedCount === 0) return null;
  const groups = new Map<EventRejectCode, Refusal[]>();
  for (const refusal of refused) groups.set(refusal.code, [...(groups.get(refusal.code) ?? []), refusal]);
  return (
    <div className="grid gap-4">
      {[...groups].map(([code, list]) => (
        <section key={code} className="grid gap-1.5">
          <h3 className="text-[13px] font-semibold">{FIX_WORDS[code].title}</h3>
          <p className="text-[13px] text-soft">{FIX_WORDS[code].fix}</p>
          <ul className="grid gap-1 text-[13px]">
            {list.slice(0, MOST_LINES).map(({ line, message }) => (
              <li key={line} className="[overflow-wrap:anywhere]">
                <span className="text-soft">
                  {placeWord(format)} {line}:
                </span>{" "}
                {message}
              </li>
            ))}
          </ul>
          {list.length > MOST_LINES ? (
            <p className="text-meta text-soft">and {formatCount(list.length - MOST_LINES)} more like these</p>
          ) : null}
        </section>
      ))}
      {refusedCount > refused.length ? (
        <p className="text-meta text-soft">
          The first {formatCount(refused.length)} of {formatCount(refusedCount)} are listed.
        </p>
      ) : null}
    </div>
  );
}
