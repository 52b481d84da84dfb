import { dropReason } from "@floyo/shared/events/watch/drop-rules.ts";
import { formatCount } from "../../../lib/format-count.ts";
import { formatBytes } from "../../import/format-bytes.ts";
import type { FolderScan } from "../scan-folder.ts";

const SHOWN = 3;

/** The events that saving the newest files would make, as they would be sent. */
export function WouldBeSent({ scan, leftOut }: { scan: FolderScan; leftOut: ReadonlySet<string> }) {
  const files = [...scan.files].filter(([path]) => dropReason(path, leftOut) === null);
  const newest = files.sort(([, one], [, other]) => other.modifiedMs - one.modifiedMs).slice(0, SHOWN);
  return (
    <section aria-labelledby="would-be-sent" className="grid gap-2">
      <h3 id="would-be-sent" className="text-[13px] font-semibold">
        What is sent when a file changes
      </h3>
      <p className="text-meta text-soft">
        {files.length === 1 ? "1 file is" : `${formatCount(files.length)} files are`} in here now. They stay
        unsent until one is created, changed, moved or deleted; then Floyo gets one line for it
        {newest.length > 0 ? ", like these if you saved them now:" : "."}
      </p>
      {newest.length > 0 ? (
        <ul className="grid gap-1.5 rounded-control border border-line bg-bg px-3 py-2.5 font-mono text-meta">
          {newest.map(([path, { size }]) => (
            <li key={path} className="flex gap-3">
              <span className="text-soft">modified</span>
              <span className="min-w-0 flex-1 break-all">{path}</span>
              <span className="shrink-0 text-soft">{formatBytes(size)}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
