import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { FloyoError } from "@floyo/shared/errors.ts";
import type {
  BrokenLine,
  LogReaderOptions,
  NumberedRecord,
} from "@floyo/shared/events/import/import-record.ts";
import { createLogReader, detectFormat, type LogFormat } from "@floyo/shared/events/import/read-log.ts";
import { isTimeZone } from "@floyo/shared/events/time-zone.ts";

const FORMATS: readonly string[] = ["ndjson", "csv", "git-log", "activitywatch"] satisfies LogFormat[];

export interface ReadFileOptions extends LogReaderOptions {
  /** By the file's beginning when not given. */
  format: string | undefined;
}

/** Reads a log file in pieces, `.gz` too, and hands on each piece's records and broken lines. */
export async function* readLogFile(
  file: string,
  options: ReadFileOptions,
): AsyncGenerator<{ records: NumberedRecord[]; broken: BrokenLine[] }> {
  const format = options.format;
  if (format !== undefined && !FORMATS.includes(format)) {
    throw new FloyoError("invalid_input", `--format is one of ${FORMATS.join(", ")}, got ${format}`);
  }
  await checkIsFile(file);
  const raw = createReadStream(file);
  const input: Readable = file.endsWith(".gz") ? raw.pipe(createGunzip()) : raw;
  raw.on("error", (error) => input.destroy(error));
  input.setEncoding("utf8");
  let reader: ReturnType<typeof createLogReader> | null = null;
  try {
    for await (const text of input) {
      reader ??= createLogReader(formatOf(file, format, String(text)), options);
      yield reader.push(String(text));
    }
  } catch (cause) {
    if (cause instanceof FloyoError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new FloyoError("invalid_input", `${file} cannot be read: ${reason}`, { cause });
  }
  if (reader) yield reader.end();
}

/** The zone given by `--tz`, or this machine's own. */
export function zoneOf(given: string | undefined): string {
  const zone = given ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!isTimeZone(zone))
    throw new FloyoError("invalid_input", `--tz is a zone like Europe/Berlin, got ${zone}`);
  return zone;
}

function formatOf(file: string, given: string | undefined, beginning: string): LogFormat {
  const format = (given as LogFormat | undefined) ?? detectFormat(beginning); // Checked against FORMATS above.
  if (format === null) {
    throw new FloyoError(
      "invalid_input",
      `${file} is no log Floyo reads: NDJSON, CSV with a header, git log, or an ActivityWatch export`,
    );
  }
  return format;
}

async function checkIsFile(file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (!found) throw new FloyoError("not_found", `There is no file ${file}`);
  if (!found.isFile()) throw new FloyoError("invalid_input", `${file} is not a file; give the log itself`);
}

/** The first broken lines on stderr, one each, and how many more there are. */
export function printBroken(broken: readonly BrokenLine[]): void {
  for (const { line, reason } of broken.slice(0, 10)) console.error(`line ${line}: ${reason}`);
  if (broken.length > 10) console.error(`and ${broken.length - 10} more broken lines`);
}
