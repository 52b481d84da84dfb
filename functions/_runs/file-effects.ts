import { z } from "zod";
import { FloyoError } from "../../shared/errors.ts";
import type { EffectResult } from "../../shared/workflows/engine/apply-result.ts";
import type { Effect } from "../../shared/workflows/engine/decision.ts";
import { MAX_FILE_BYTES, type Value } from "../../shared/workflows/parts.ts";
import { addFile, findFile } from "../_db/run-files.ts";
import { FILE_FORMATS, formatOfName, mediaTypeOf } from "../_files/file-format.ts";
import { readFile } from "../_files/read-file.ts";
import { sha256Of } from "../_files/sha256.ts";
import { writeFile } from "../_files/write-file.ts";
import type { Outbound } from "../_outbound/outbound.ts";
import type { EffectContext } from "./perform-effect.ts";

const Settings = z.object({
  do: z.enum(["take", "read", "write", "convert"]),
  file: z.json(),
  format: z.enum(["by-name", ...FILE_FORMATS]),
  hasHeader: z.boolean(),
  data: z.json(),
  name: z.string(),
});
/** What file steps give, and take. */
const Reference = z.union([
  z.object({ id: z.uuid() }),
  z.object({ file: z.object({ id: z.uuid() }) }).transform(({ file }) => file),
]);

type FileContext = Pick<EffectContext, "sql" | "files" | "run">;
interface TakenFile {
  name: string;
  type: string;
  bytes: Uint8Array;
}

/** Reads, writes or converts a file of the run. `take` never comes here: it waits. */
export async function performFile(effect: Effect, context: FileContext): Promise<EffectResult> {
  const settings = Settings.parse(effect.input);
  try {
    if (settings.do === "write") return await write(effect, settings.data, settings.name, context);
    const taken = await takenFile(settings.file, context);
    if ("ended" in taken) return taken;
    const format = settings.format === "by-name" ? formatOfName(taken.name) : settings.format;
    if (settings.do === "convert") {
      const data = await readFile(taken.bytes, { format, hasHeader: false });
      return await write(effect, data, settings.name, context);
    }
    const data = await readFile(taken.bytes, { format, hasHeader: settings.hasHeader });
    const isTable = format === "csv" || format === "xlsx";
    return { ended: "done", output: isTable ? { rows: data, count: (data as Value[]).length } : { data } };
  } catch (cause) {
    if (!(cause instanceof FloyoError)) throw cause;
    const isRetryable = cause.code === "unavailable";
    return { ended: "failed", error: { code: cause.code, message: cause.message }, isRetryable };
  }
}

/** Makes a call whose body is the file of the run that the step names. */
export async function sendingFile(
  effect: Effect,
  context: FileContext & Pick<EffectContext, "outbound">,
  call: (outbound: Outbound) => Promise<EffectResult>,
): Promise<EffectResult> {
  const { outbound } = context;
  const taken = await takenFile(effect.input.file ?? null, context);
  if ("ended" in taken) return taken;
  const { bytes, type } = taken;
  return call({
    ...outbound,
    request: (request) =>
      outbound.request({ ...request, body: bytes, headers: { "content-type": type, ...request.headers } }),
  });
}

/** The bytes of a file that an earlier step of this run gave, or why there are none. */
export async function takenFile(
  value: Value,
  { sql, files, run }: FileContext,
): Promise<TakenFile | Extract<EffectResult, { ended: "failed" }>> {
  if (files === null) return failed("not_available", "there is no room for files here");
  const reference = Reference.safeParse(value);
  if (!reference.success) {
    return failed("no_file", "give what a file step gave, such as {{ steps.take.file }}");
  }
  const known = await findFile(sql, { runId: run.id, fileId: reference.data.id });
  if (known === null) return failed("no_file", "this run has no such file, or no longer");
  const bytes = await files.read(known.object);
  if (bytes.length !== known.size || (await sha256Of(bytes)) !== known.sha256) {
    return failed("changed", "the file is not the one that was handed over");
  }
  return { name: known.name, type: mediaTypeOf(known.name), bytes };
}

async function write(
  effect: Effect,
  data: Value,
  name: string,
  { sql, files, run }: FileContext,
): Promise<EffectResult> {
  if (files === null) return failed("not_available", "there is no room for files here");
  const plain = name.trim();
  if (plain === "" || /[/\\\p{Cc}]/u.test(plain)) {
    return failed("invalid_input", "a file needs a name without a slash, such as list.csv");
  }
  const bytes = await writeFile(data, formatOfName(plain));
  if (bytes.length > MAX_FILE_BYTES) return failed("too_large", "a file has at most 10 MiB");
  const sha256 = await sha256Of(bytes);
  const added = await addFile(sql, {
    runId: run.id,
    token: run.token,
    step: effect.key,
    name: plain,
    size: bytes.length,
    sha256,
  });
  if (added === null) return failed("lost", "another worker took this run over");
  await files.put(added.object, bytes, mediaTypeOf(plain));
  return { ended: "done", output: { file: { id: added.id, name: plain, size: bytes.length, sha256 } } };
}

function failed(code: string, message: string): Extract<EffectResult, { ended: "failed" }> {
  return { ended: "failed", error: { code, message }, isRetryable: false };
}
