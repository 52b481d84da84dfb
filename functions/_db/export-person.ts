import { z } from "zod";
import { parseAnswer } from "./answer.ts";
import type { Database } from "./client.ts";

const Export = z.object({
  id: z.uuid(),
  userId: z.uuid(),
  status: z.string(),
  doneRows: z.coerce.number(),
  parts: z.number().int(),
});

export type Export = z.infer<typeof Export>;

export interface ExportTable {
  name: string;
  rows: number;
}

/** An export that is being made; null when its person or the row is gone. */
export async function readExport(sql: Database, id: string): Promise<Export | null> {
  const rows = await sql`
    select id, user_id as "userId", status, done_rows as "doneRows", parts from public.exports where id = ${id}`;
  return rows[0] ? Export.parse(rows[0]) : null;
}

/** Every table that names a person and how many rows of this one it holds. */
export async function exportTables(sql: Database, userId: string): Promise<ExportTable[]> {
  const rows = await sql`
    select name, number_of_rows::float8 as rows from private.export_tables(${userId}) order by name`;
  return rows.map((row) => z.object({ name: z.string(), rows: z.number() }).parse(row));
}

/** A page of a person's rows of one table, without hashes of secrets. */
export async function exportRows(
  sql: Database,
  page: { userId: string; table: string; skip: number; take: number },
): Promise<Record<string, unknown>[]> {
  return parseAnswer(
    z.array(z.record(z.string(), z.unknown())),
    await sql`select private.export_rows(${page.userId}, ${page.table}, ${page.skip}, ${page.take}) as answer`,
  );
}

/** Notes how far an export is and tells its person's tabs. */
export async function moveExportOn(
  sql: Database,
  to: {
    id: string;
    status: "running" | "ready" | "failed" | "expired";
    doneRows: number;
    totalRows: number;
    parts: number;
  },
): Promise<void> {
  await sql`select private.move_export_on(${to.id}, ${to.status}, ${to.doneRows}, ${to.totalRows}, ${to.parts})`;
}

const RunOut = z.array(z.object({ id: z.uuid(), userId: z.uuid(), parts: z.number().int() }));

/** Exports whose files are to be deleted. */
export async function exportsRunOut(sql: Database, atMost: number): Promise<z.infer<typeof RunOut>> {
  return parseAnswer(RunOut, await sql`select private.exports_run_out(${atMost}) as answer`);
}
