import { stringify } from "csv-stringify/sync";
import { strToU8, zipSync } from "fflate";
import { z } from "zod";
import { exportRows, exportTables, moveExportOn, readExport } from "../../_db/export-person.ts";
import type { Outcome } from "../../_db/settle-job.ts";
import { nextPages, type Page } from "./export-pages.ts";
import type { Work } from "./work.ts";

const Payload = z.object({ export: z.uuid() });

/** Rows a part: about 5 MB of JSON, and a third of a second of the two that a function has. */
const ROWS_A_PART = 10_000;

/** Makes the next part of an export: JSON and CSV of so many rows, zipped, under a name that a second try replaces. */
export async function exportPart({ sql, storage, payload, userId }: Work): Promise<Outcome> {
  const { export: id } = Payload.parse(payload);
  const started = await readExport(sql, id);
  if (started === null || userId === null || started.userId !== userId || started.status === "ready")
    return { outcome: "done" };

  const tables = await exportTables(sql, userId);
  const totalRows = tables.reduce((sum, table) => sum + table.rows, 0);
  const pages = nextPages(tables, started.doneRows, ROWS_A_PART);
  const part = started.parts + 1;
  const files: Record<string, Uint8Array> = {};
  let doneRows = started.doneRows;
  for (const page of pages) {
    const rows = await exportRows(sql, { userId, ...page });
    Object.assign(files, filesOf(page, rows));
    doneRows += page.take;
  }
  const body = zipSync(files, { level: 6 });
  await storage.put("exports", `${userId}/${id}/${partName(part)}`, body, "application/zip");
  const isReady = doneRows >= totalRows;
  await moveExportOn(sql, {
    id,
    status: isReady ? "ready" : "running",
    doneRows: Math.min(doneRows, totalRows),
    totalRows,
    parts: part,
  });
  return isReady ? { outcome: "done" } : { outcome: "again", delayMs: 0 };
}

/** `part-001.zip`: as the page that offers them names them too. */
export function partName(part: number): string {
  return `part-${String(part).padStart(3, "0")}.zip`;
}

/** A spreadsheet must not run what stands in a file's name, so a leading =, +, -, @ is made text. */
function filesOf(page: Page, rows: readonly Record<string, unknown>[]): Record<string, Uint8Array> {
  const name = page.skip === 0 ? page.table : `${page.table}-${page.skip + 1}`;
  const flat = rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([column, value]) => [
        column,
        typeof value === "object" && value !== null ? JSON.stringify(value) : value,
      ]),
    ),
  );
  return {
    [`json/${name}.json`]: strToU8(JSON.stringify(rows, null, 1)),
    [`csv/${name}.csv`]: strToU8(
      stringify(flat, { header: true, escape_formulas: true, record_delimiter: "windows", bom: true }),
    ),
  };
}
