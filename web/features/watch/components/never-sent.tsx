import type { DropReason } from "@floyo/shared/events/watch/drop-rules.ts";
import { formatCount } from "../../../lib/format-count.ts";

const WORDS: Partial<Record<DropReason, string>> = {
  hidden: "hidden files and folders, whose names begin with a dot",
  "program's own": "folders of programs, such as node_modules",
  temporary: "temporary and lock files",
  unsendable: "names that no other system could read",
};

/** What stays on the device, with how many of each were found. */
export function NeverSent({ dropped }: { dropped: ReadonlyMap<DropReason, number> }) {
  return (
    <section aria-labelledby="never-sent" className="grid gap-2">
      <h3 id="never-sent" className="text-[13px] font-semibold">
        What never leaves this device
      </h3>
      <ul className="grid list-disc gap-1 ps-5 text-meta text-soft">
        <li>what is in the files: Floyo does not open them</li>
        {Object.entries(WORDS).map(([reason, words]) => {
          const count = dropped.get(reason as DropReason) ?? 0;
          if (reason === "unsendable" && count === 0) return null;
          return (
            <li key={reason}>
              {words}
              {count > 0 ? `: ${formatCount(count)} here` : ""}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
