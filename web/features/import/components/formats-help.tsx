import { GIT_LOG_COMMAND } from "@floyo/shared/events/import/read-git-log.ts";

const FORMATS = [
  {
    name: "NDJSON",
    what: "One JSON object a line, with a time, an operation and a path.",
    sample: '{"ts":"2026-11-16T08:56:00+01:00","op":"downloaded","path":"Downloads/orders.csv"}',
  },
  {
    name: "CSV",
    what: "A header line that names time, operation and path; program and size are read too.",
    sample: "time,operation,path,program\n2026-11-16 08:56,downloaded,Downloads/orders.csv,Firefox",
  },
  {
    name: "git log",
    what: "The history of a repository, written to a file by this command:",
    sample: `${GIT_LOG_COMMAND} > log.txt`,
  },
] as const;

/** What each format looks like, with a line to copy. */
export function FormatsHelp() {
  return (
    <details className="card px-4 py-3 sm:px-[22px]">
      <summary className="text-[13px] font-medium">What these files look like</summary>
      <dl className="mt-3 grid gap-4 pb-1">
        {FORMATS.map(({ name, what, sample }) => (
          <div key={name} className="grid gap-1.5">
            <dt className="text-[13px] font-semibold">{name}</dt>
            <dd className="grid gap-1.5">
              <p className="text-[13px] text-soft">{what}</p>
              <pre className="whitespace-pre-wrap rounded-[10px] border border-line bg-bg px-3 py-2 font-mono text-[12px] leading-[18px] [overflow-wrap:anywhere]">
                {sample}
              </pre>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
