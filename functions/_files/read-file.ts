import { parse } from "csv-parse/sync";
import { FloyoError } from "../../shared/errors.ts";
import type { Value } from "../../shared/workflows/parts.ts";
import { type FileFormat, MAX_READ_BYTES } from "./file-format.ts";

/**
 * What is in a file: of a table its rows, as objects by the names of its first row or as lists of cells; of JSON its
 * value; of a text the text. Throws `invalid_input` or `limit_exceeded` with what is wrong.
 */
export async function readFile(
  bytes: Uint8Array,
  { format, hasHeader }: { format: FileFormat; hasHeader: boolean },
): Promise<Value> {
  if (bytes.length > MAX_READ_BYTES) {
    throw new FloyoError("limit_exceeded", "a file that is read has at most 2 MiB; send it on as it is");
  }
  switch (format) {
    case "xlsx":
      // Loaded at its first use: few runs read a workbook, and every worker would pay for it.
      return tableOf(await (await import("./read-xlsx.ts")).readXlsx(bytes), hasHeader);
    case "csv":
      return tableOf(readCsv(textOf(bytes)), hasHeader);
    case "json":
      return readJson(textOf(bytes));
    case "text":
      return textOf(bytes);
  }
}

/** UTF-8, with or without a mark; UTF-16 by its mark; else what Windows wrote in Western Europe. */
function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function readCsv(text: string): string[][] {
  try {
    return parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
    }) as string[][];
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new FloyoError("invalid_input", `this is no CSV: ${why}`, { cause });
  }
}

/** What parts the first line most often; a comma when nothing does. */
function delimiterOf(text: string): string {
  const line = text.slice(0, text.search(/[\r\n]|$/));
  const count = (delimiter: string) => line.split(delimiter).length;
  return [",", ";", "\t", "|"].reduce((best, one) => (count(one) > count(best) ? one : best));
}

function readJson(text: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new FloyoError("invalid_input", `this is no JSON: ${why}`, { cause });
  }
}

function tableOf(rows: readonly (readonly Value[])[], hasHeader: boolean): Value {
  if (!hasHeader) return rows as Value;
  const names = (rows[0] ?? []).map((name, index) => String(name ?? "").trim() || `column_${index + 1}`);
  return rows
    .slice(1)
    .map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? null]))) as Value;
}
