import { stringify } from "csv-stringify/browser/esm/sync";
import type { AuditRow } from "./rows.ts";

const COLUMNS = [
  "seq",
  "id",
  "at",
  "action",
  "target",
  "details",
  "actor_id",
  "actor_name",
  "actor_email",
  "ip",
  "user_agent",
  "request_id",
  "before_hash",
  "after_hash",
] as const;

/** The rows as CSV. What a spreadsheet would take for a formula gets an apostrophe in front. */
export function auditCsv(rows: readonly AuditRow[]): string {
  return stringify(
    rows.map((row) => ({ ...row, details: JSON.stringify(row.details) })),
    { header: true, columns: [...COLUMNS], escape_formulas: true, record_delimiter: "\r\n", bom: true },
  );
}

export function auditJson(rows: readonly AuditRow[]): string {
  return `${JSON.stringify(rows, null, 2)}\n`;
}
