import { stringify } from "csv-stringify/sync";
import { FloyoError } from "../../shared/errors.ts";
import type { Value } from "../../shared/workflows/parts.ts";
import type { FileFormat } from "./file-format.ts";

type Cell = string | number | boolean | null;

/** Data as a file: rows (objects or lists) as CSV or XLSX, anything as JSON, a text as it is. Throws `invalid_input`. */
export async function writeFile(data: Value, format: FileFormat): Promise<Uint8Array> {
  switch (format) {
    case "json":
      return new TextEncoder().encode(`${JSON.stringify(data, null, 2)}\n`);
    case "text":
      return new TextEncoder().encode(typeof data === "string" ? data : JSON.stringify(data, null, 2));
    case "csv":
      // Excel and its like run what begins with =, +, - or @ as a formula.
      return new TextEncoder().encode(
        stringify(cellsOf(data), { escape_formulas: true, cast: { boolean: String } }),
      );
    case "xlsx":
      return writeXlsx(cellsOf(data));
  }
}

async function writeXlsx(rows: Cell[][]): Promise<Uint8Array> {
  // Loaded at its first use: few runs write a workbook, and every worker would pay for it.
  const { default: writeXlsxFile } = await import("write-excel-file/universal");
  const written = await writeXlsxFile(rows.map((row) => row.map(xlsxCell))).toBlob();
  return new Uint8Array(await written.arrayBuffer());
}

function xlsxCell(value: Cell) {
  if (value === null) return null;
  if (typeof value === "number") return { value, type: Number };
  if (typeof value === "boolean") return { value, type: Boolean };
  return { value, type: String };
}

/** Rows as cells: of objects a first row with every name that one of them has. */
function cellsOf(data: Value): Cell[][] {
  if (!Array.isArray(data)) throw noTable();
  if (data.every((row) => Array.isArray(row))) return data.map((row) => row.map(cellOf));
  const names = new Set<string>();
  for (const row of data) {
    if (row === null || typeof row !== "object" || Array.isArray(row)) throw noTable();
    for (const name of Object.keys(row)) names.add(name);
  }
  const rows = data as Record<string, Value>[];
  return [[...names], ...rows.map((row) => [...names].map((name) => cellOf(row[name] ?? null)))];
}

function cellOf(value: Value): Cell {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
}

function noTable(): FloyoError {
  return new FloyoError("invalid_input", "a table is a list of rows, each an object or a list of cells");
}
