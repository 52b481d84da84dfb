import Link from "next/link";
import type { Run } from "../rows.ts";
import { JsonBlock } from "./json-block.tsx";

/** What is true of the whole run: how it was delivered, its input and its output. */
export function RunDetail({ run }: { run: Run }) {
  return (
    <section aria-label="Run" className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <h2 className="text-[13px] font-medium text-soft">The whole run</h2>
      <dl className="grid grid-cols-[96px_minmax(0,1fr)] gap-y-1.5 text-[13px]">
        <dt className="text-soft">Delivered</dt>
        <dd>{times(run.deliveries)}</dd>
        <dt className="text-soft">Executed</dt>
        <dd>
          {run.started_at === null
            ? "not yet"
            : run.repeats > 0
              ? `once, and ${times(run.repeats)} from a step on, as somebody asked`
              : "once"}
        </dd>
        {run.retry_of ? (
          <>
            <dt className="text-soft">Repeats</dt>
            <dd>
              <Link href={`/runs/${run.retry_of}`} className="underline underline-offset-2">
                an earlier run
              </Link>
            </dd>
          </>
        ) : null}
        {run.parent_id ? (
          <>
            <dt className="text-soft">Called by</dt>
            <dd>
              <Link href={`/runs/${run.parent_id}`} className="underline underline-offset-2">
                another run
              </Link>
            </dd>
          </>
        ) : null}
      </dl>
      {run.error?.message ? (
        <p className="rounded-control bg-warm-soft px-3 py-2 text-[13px] break-words text-warm">
          {run.error.message}
        </p>
      ) : null}
      <JsonBlock title="Input" value={run.input} fileName="run-input" />
      <JsonBlock title="Output" value={run.output} fileName="run-output" />
    </section>
  );
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}
