import { z } from "zod";
import { FileEvent } from "../event.ts";
import { type ImportRecord, type LogReaderOptions, relativePath } from "./import-record.ts";

const RecordShape = z.strictObject({ ...FileEvent.shape, id: FileEvent.shape.id.optional() });

/** The fields of a line as a record of the wire form, or why they are none. `undefined` fields are left out. */
export function checkRecord(
  fields: Record<string, unknown>,
  options: LogReaderOptions,
): { ok: true; record: ImportRecord } | { ok: false; reason: string } {
  const isRelative = options.paths !== "as-written";
  const path = (value: unknown) => (isRelative && typeof value === "string" ? relativePath(value) : value);
  const draft: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) draft[name] = name === "path" || name === "fromPath" ? path(value) : value;
  }
  if (!isRelative) return checkLoosely(draft);
  const parsed = RecordShape.safeParse(draft);
  if (parsed.success) return { ok: true, record: parsed.data };
  const issue = parsed.error.issues[0];
  return { ok: false, reason: `${issue?.path.join(".") ?? "line"} ${issue?.message ?? "cannot be read"}` };
}

/** Paths as written need not fit the wire form; all else must, so the path is checked by a stand-in. */
function checkLoosely(
  draft: Record<string, unknown>,
): { ok: true; record: ImportRecord } | { ok: false; reason: string } {
  const { path, fromPath, ...rest } = draft;
  if (typeof path !== "string" || path === "") return { ok: false, reason: "path must be text" };
  const parsed = RecordShape.safeParse({ ...rest, path: "path" });
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { ok: false, reason: `${issue?.path.join(".") ?? "line"} ${issue?.message ?? "cannot be read"}` };
  }
  return {
    ok: true,
    record: {
      ...parsed.data,
      path,
      ...(typeof fromPath === "string" && fromPath !== "" ? { fromPath } : {}),
    },
  };
}
