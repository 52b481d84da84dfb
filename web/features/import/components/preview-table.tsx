import { parseInstant } from "@floyo/shared/events/instant.ts";
import { formatClock, formatDay } from "../../../lib/format-time.ts";
import type { PreviewEvent } from "../scan-log.ts";

/** The first events, and one of them exactly as it would be sent. */
export function PreviewTable({ events, timeZone }: { events: PreviewEvent[]; timeZone: string }) {
  return (
    <div className="grid gap-3">
      <section
        aria-label="First events"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        className="overflow-x-auto rounded-[10px] border border-line"
      >
        <table className="w-full border-collapse text-start text-[12.5px]">
          <caption className="sr-only">The first {events.length} events of the log</caption>
          <thead className="bg-bg text-soft">
            <tr>
              {["When", "What", "Path", "Program"].map((name) => (
                <th key={name} scope="col" className="px-3 py-2 font-medium whitespace-nowrap">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {events.map((event, index) => {
              const at = parseInstant(event.occurredAt) ?? 0;
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: a log may hold the same line twice.
                <tr key={index}>
                  <td className="px-3 py-1.5 whitespace-nowrap text-soft">
                    {formatDay(at, { now: at, timeZone })} {formatClock(at, timeZone)}
                  </td>
                  <td className="px-3 py-1.5">{event.op}</td>
                  <td className="min-w-[180px] px-3 py-1.5 font-mono [overflow-wrap:anywhere]">
                    {event.path}
                  </td>
                  <td className="px-3 py-1.5 text-soft">{event.tool ?? ""}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
      <details className="text-[13px]">
        <summary className="font-medium">The first event exactly as it is sent</summary>
        <pre className="mt-2 whitespace-pre-wrap [overflow-wrap:anywhere] rounded-[10px] border border-line bg-bg px-3 py-2 font-mono text-[12px] leading-[18px]">
          {JSON.stringify(events[0], null, 2)}
        </pre>
        <p className="mt-2 text-meta text-soft">
          Beside these fields it gets an id made from its line, so that importing the file again adds nothing
          twice.
        </p>
      </details>
    </div>
  );
}
