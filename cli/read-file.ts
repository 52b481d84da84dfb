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

const PIECE_BYTES = 2 ** 18;

export interface ReadFileOptions extends LogReaderOptions {
  /** By the file's beginning when not given. */
  format: string | undefined;
}

/** Reads a log file in pieces, `.gz` too, and hands on each piece's records and broken lines. */
export async function* readLogFile(
  file: string,
  options: ReadFileOptions,
): AsyncGenerator<{ records: NumberedRecord[]; broken: BrokenLine[] }> {
  let reader: ReturnType<typeof createLogReader> | null = null;
  for await (const { format, text } of readLogText(file, options.format)) {
    reader ??= createLogReader(format, options);
    yield reader.push(text);
  }
  if (reader) yield reader.end();
}

/** The text of a log file in pieces, `.gz` too, with its format: the given one, or by its beginning. */
export async function* readLogText(
  file: string,
  given: string | undefined,
): AsyncGenerator<{ format: LogFormat; text: string }> {
  const decoder = newDecoder();
  for await (const { format, bytes } of readLogBytes(file, given)) {
    yield { format, text: decoder.decode(bytes, { stream: true }) };
  }
}

/** A mark of byte order stays: the readers know it. */
export function newDecoder(): TextDecoder {
  return new TextDecoder("utf-8", { ignoreBOM: true });
}

/** The bytes of a log file in pieces, unpacked, with its format: the given one, or by its beginning. */
export async function* readLogBytes(
  file: string,
  given: string | undefined,
): AsyncGenerator<{ format: LogFormat; bytes: Uint8Array }> {
  if (given !== undefined && !FORMATS.includes(given)) {
    throw new FloyoError("invalid_input", `--format is one of ${FORMATS.join(", ")}, got ${given}`);
  }
  await checkIsFile(file);
  const raw = createReadStream(file, { highWaterMark: PIECE_BYTES });
  const input: Readable = file.endsWith(".gz") ? raw.pipe(createGunzip({ chunkSize: PIECE_BYTES })) : raw;
  raw.on("error", (error) => input.destroy(error));
  let format: LogFormat | null = null;
  try {
    for await (const piece of input as AsyncIterable<Buffer>) {
      format ??= formatOf(file, given, newDecoder().decode(piece));
      // One class of bytes for all that reads them.
      yield { format, bytes: new Uint8Array(piece.buffer, piece.byteOffset, piece.length) };
    }
  } catch (cause) {
    if (cause instanceof FloyoError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new FloyoError("invalid_input", `${file} cannot be read: ${reason}`, { cause });
  }
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

/** The first broken lines on stderr, one each, and how many more of `count` there are. */
export function printBroken(broken: readonly BrokenLine[], count = broken.length): void {
  for (const { line, reason } of broken.slice(0, 10)) console.error(`line ${line}: ${reason}`);
  if (count > 10) console.error(`and ${count - 10} more broken lines`);
}
