import { JSONParser } from "@streamparser/json";
import { checkRecord } from "./check-record.ts";
import { brokenLine, type LogReader, type LogReaderOptions, type ReadResult } from "./import-record.ts";

/** Endings that make a word of a window's title a file's name; `example.com` is none. */
const FILE_ENDINGS = new Set(
  (
    "ai bmp c cpp cs css csv dart doc docx dotx epub fig gif go gz h heic html indd ipynb java jpeg jpg js json jsx key " +
    "kt log md mov mp3 mp4 numbers odp ods odt pages pdf php png ppt pptx psd py r rb rs rtf sh sketch sql svg swift tar " +
    "tex tif tiff toml ts tsv tsx txt wav webp xls xlsm xlsx xml yaml yml zip"
  ).split(" "),
);

/** Whether a text begins as an ActivityWatch export does: `{"buckets": {`. */
export function isActivityWatch(beginning: string): boolean {
  return /^\s*\{\s*"buckets"\s*:/.test(beginning);
}

/**
 * Reads an export of ActivityWatch, event by event, so that its size does not matter. It tells of files in two ways, both
 * `opened`, since that is all it knows: an editor's watcher names the path, a window's title names the file. All else in
 * it (absence, web pages, windows without a file) is passed over. `line` is the number of the event in the export.
 * Its times are UTC whatever the zone, so they are read in the person's own.
 */
export function createActivityWatchReader(options: LogReaderOptions): LogReader {
  const parser = new JSONParser({ paths: ["$.buckets.*.events.*"], keepStack: false });
  let result: ReadResult = { records: [], broken: [] };
  let number = 0;
  let isBroken = false;

  parser.onValue = ({ value, stack }) => {
    number++;
    const bucket = stack[2]?.key;
    readEvent(value, { number, bucket: typeof bucket === "string" ? bucket : "", options, result });
  };
  const breakOff = (reason: string) => {
    if (isBroken) return;
    isBroken = true;
    result.broken.push(brokenLine(number + 1, reason, ""));
  };
  parser.onError = () => breakOff("and all after it cannot be read: the file is damaged there");
  const taken = () => {
    const done = result;
    result = { records: [], broken: [] };
    return done;
  };
  return {
    push(text) {
      if (!isBroken && text !== "") parser.write(number === 0 ? text.replace(/^\uFEFF/, "") : text);
      return taken();
    },
    end() {
      if (!isBroken && !parser.isEnded) breakOff("is missing: the file ends before it");
      return taken();
    },
  };
}

interface EventContext {
  number: number;
  bucket: string;
  options: LogReaderOptions;
  result: ReadResult;
}

function readEvent(value: unknown, { number, bucket, options, result }: EventContext): void {
  const event = fieldsOf(value);
  const data = fieldsOf(event.data);
  const file = typeof data.file === "string" ? data.file : fileInTitle(data.title);
  if (file === null || file === "") return;
  const { timestamp, duration } = event;
  const checked = checkRecord(
    {
      occurredAt: typeof timestamp === "string" ? timestamp.replace(/\+00:00$/, "Z") : timestamp,
      tz: options.timeZone,
      op: "opened",
      path: file,
      tool: typeof data.app === "string" && data.app !== "" ? data.app.slice(0, 200) : toolOf(bucket),
      durationMs:
        typeof duration === "number" && duration > 0 && duration < 86_400
          ? Math.round(duration * 1000)
          : undefined,
    },
    options,
  );
  if (checked.ok) result.records.push({ line: number, actor: null, record: checked.record });
  else result.broken.push(brokenLine(number, checked.reason, JSON.stringify(value)));
}

/** `● report.docx - Word` → `report.docx`; null when the title names no file. */
export function fileInTitle(title: unknown): string | null {
  if (typeof title !== "string") return null;
  const [first = ""] = title.split(/\s+[-–—|·]\s+/);
  const name = first.replace(/^[\s*●•]+|[\s*●•]+$/g, "").replace(/\s+[([].*$/, "");
  const ending = /[^\s/\\.]\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase();
  return ending !== undefined && FILE_ENDINGS.has(ending) ? name : null;
}

/** `aw-watcher-vscode_studio` → `vscode`. */
function toolOf(bucket: string): string | undefined {
  const name = /^(?:aw-watcher-)?([^_]+)/.exec(bucket)?.[1];
  return name === undefined || name === "" ? undefined : name.slice(0, 200);
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>) // An object of JSON; each field is checked where it is used.
    : {};
}
