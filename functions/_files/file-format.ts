import { FloyoError } from "../../shared/errors.ts";

export const FILE_FORMATS = ["csv", "json", "xlsx", "text"] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** A file larger than this is handed on, not read into data: reading it would take more time than a step has. */
export const MAX_READ_BYTES = 2_097_152;

const FORMAT_OF: Readonly<Record<string, FileFormat>> = {
  csv: "csv",
  tsv: "csv",
  json: "json",
  xlsx: "xlsx",
  txt: "text",
  md: "text",
  log: "text",
  xml: "text",
  html: "text",
};

const TYPE_OF: Readonly<Record<FileFormat, string>> = {
  csv: "text/csv; charset=utf-8",
  json: "application/json",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  text: "text/plain; charset=utf-8",
};

/** The format that a name says it has. Throws `invalid_input` when it says none that can be read. */
export function formatOfName(name: string): FileFormat {
  const extension = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  const format = FORMAT_OF[extension];
  if (format) return format;
  throw new FloyoError("invalid_input", `"${name}" is not CSV, JSON, XLSX or text; say which of them it is`);
}

export function mediaTypeOf(name: string): string {
  const extension = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  if (extension === "pdf") return "application/pdf";
  const format = FORMAT_OF[extension];
  return format ? TYPE_OF[format] : "application/octet-stream";
}
