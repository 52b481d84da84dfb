import { GIT_LOG_COMMAND } from "@floyo/shared/events/import/read-git-log.ts";
import type { LogFormat } from "@floyo/shared/events/import/read-log.ts";

/** What each format looks like, with a line to copy. */
export const LOG_FORMATS: readonly { format: LogFormat; name: string; what: string; sample: string }[] = [
  {
    format: "ndjson",
    name: "NDJSON",
    what: "One JSON object a line, with a time, an operation and a path.",
    sample: '{"ts":"2026-11-16T08:56:00+01:00","op":"downloaded","path":"Downloads/orders.csv"}',
  },
  {
    format: "csv",
    name: "CSV",
    what: "A header line that names time, operation and path; program and size are read too.",
    sample: "time,operation,path,program\n2026-11-16 08:56,downloaded,Downloads/orders.csv,Firefox",
  },
  {
    format: "git-log",
    name: "git log",
    what: "The history of a repository, written to a file by this command:",
    sample: `${GIT_LOG_COMMAND} > log.txt`,
  },
  {
    format: "activitywatch",
    name: "ActivityWatch",
    what: "Its export of all buckets, or of one (Raw Data, Export as JSON). Files that editors and window titles name are read; web pages and absences are not.",
    sample:
      '{"buckets":{"aw-watcher-window_studio":{"events":[{"timestamp":"2026-11-16T07:56:00+00:00","duration":61.5,"data":{"app":"Excel","title":"orders.xlsx - Excel"}}]}}}',
  },
];

/** What a place in a log is called: an ActivityWatch export is one line that holds all events. */
export function placeWord(format: LogFormat): "Line" | "Event" {
  return format === "activitywatch" ? "Event" : "Line";
}
