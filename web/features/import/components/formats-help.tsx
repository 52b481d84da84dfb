import { LOG_FORMATS } from "../formats.ts";

/** What each format looks like, with a line to copy. */
export function FormatsHelp() {
  return (
    <details className="card px-4 py-3 sm:px-[22px]">
      <summary className="text-[13px] font-medium">What these files look like</summary>
      <dl className="mt-3 grid gap-4 pb-1">
        {LOG_FORMATS.map(({ name, what, sample }) => (
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
