import { strFromU8, unzipSync, zipSync } from "fflate";
import { readSheet } from "read-excel-file/universal";
import { FloyoError } from "../../shared/errors.ts";
import type { Value } from "../../shared/workflows/parts.ts";

const MAX_ENTRIES = 1000;
const MAX_UNZIPPED_BYTES = 20_971_520;
/** Rows × columns, whether something is in them or not: a cell at XFD1048576 would make a sheet of 17 thousand million. */
const MAX_CELLS = 500_000;

/** The first sheet as rows of cells; dates as ISO 8601. Throws `invalid_input` or `limit_exceeded`. */
export async function readXlsx(bytes: Uint8Array): Promise<Value[][]> {
  const parts = unpack(bytes);
  for (const [name, part] of Object.entries(parts)) {
    if (/^xl\/worksheets\/[^/]+\.xml$/.test(name)) checkSize(strFromU8(part));
  }
  try {
    const rows = await readSheet(new Blob([zipSync(parts, { level: 0 }) as BlobPart]));
    return rows.map((row) => row.map(cellOf));
  } catch (cause) {
    throw new FloyoError("invalid_input", "this is no workbook that can be read", { cause });
  }
}

/** Each part is unpacked into as much room as it says it needs, and together into no more than the limit. */
function unpack(bytes: Uint8Array): Record<string, Uint8Array> {
  let total = 0;
  let entries = 0;
  let isTooMuch = false;
  let parts: Record<string, Uint8Array>;
  try {
    parts = unzipSync(bytes, {
      filter({ originalSize }) {
        total += originalSize;
        entries++;
        if (total > MAX_UNZIPPED_BYTES || entries > MAX_ENTRIES) isTooMuch = true;
        return !isTooMuch;
      },
    });
  } catch (cause) {
    throw new FloyoError("invalid_input", "this is no workbook: it cannot be unpacked", { cause });
  }
  if (isTooMuch) throw new FloyoError("limit_exceeded", "unpacked, the workbook has more than 20 MiB");
  return parts;
}

function checkSize(xml: string): void {
  let columns = 0;
  let rows = 0;
  for (const [, letters = "", digits = ""] of xml.matchAll(/[":]([A-Z]{1,3})(\d{1,7})(?=[":])/g)) {
    let column = 0;
    for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
    columns = Math.max(columns, column);
    rows = Math.max(rows, Number(digits));
  }
  for (const [, digits = ""] of xml.matchAll(/<row[^>]*\sr="(\d{1,10})"/g))
    rows = Math.max(rows, Number(digits));
  if (columns * rows > MAX_CELLS || rows > MAX_CELLS) {
    throw new FloyoError("limit_exceeded", `a sheet that is read has at most ${MAX_CELLS} cells`);
  }
}

function cellOf(cell: unknown): Value {
  if (cell instanceof Date) return cell.toISOString();
  return cell === undefined ? null : (cell as Value);
}
