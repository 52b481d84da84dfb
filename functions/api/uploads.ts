import { z } from "zod";
import { FloyoError } from "../../shared/errors.ts";
import { MAX_FILE_BYTES } from "../../shared/workflows/parts.ts";
import type { Database } from "../_db/client.ts";
import { markPublished } from "../_db/mark-published.ts";
import { beginUpload, endUpload } from "../_db/run-files.ts";
import type { FileStore } from "../_files/open-files.ts";
import { json, type RequestContext } from "../_http/endpoint.ts";
import type { Job } from "../_http/publish.ts";

const Step = z.object({ run: z.uuid(), step: z.string().min(1).max(400) });

export const UploadBody = Step;
export const UploadDoneBody = Step.extend({
  size: z.number().int().min(0).max(MAX_FILE_BYTES),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

export interface UploadContext {
  sql: Database;
  files: FileStore | null;
  publish(topic: string, job: Job): Promise<void>;
}

/** Gives the person whose file started the run an address that takes it, if they allow copies. */
export async function openUpload(
  { run, step }: z.infer<typeof UploadBody>,
  userId: string,
  { sql, files }: UploadContext,
): Promise<Response> {
  const upload = await beginUpload(sql, { userId, runId: run, step });
  if (upload === null) throw notWanted();
  const { object, name, maxBytes } = upload;
  return json({ url: await room(files).uploadUrl(object), name, maxBytes });
}

/** The file lies there: its step ends and the run goes on. */
export async function finishUpload(
  { run, step, size, sha256 }: z.infer<typeof UploadDoneBody>,
  userId: string,
  { sql, files, publish }: UploadContext,
  { log }: RequestContext,
): Promise<Response> {
  const upload = await beginUpload(sql, { userId, runId: run, step });
  if (upload === null) throw notWanted();
  const stored = await room(files).size(upload.object);
  if (stored !== size) {
    throw new FloyoError(
      "invalid_input",
      `${stored ?? "no"} bytes lie there, not ${size}; upload the file again`,
    );
  }
  const job = await endUpload(sql, { userId, runId: run, step, size, sha256 });
  if (job === null) throw notWanted();
  try {
    await publish("run", job);
    await markPublished(sql, job);
  } catch (error) {
    log.error({ event: "publish failed", outboxId: job.id }, error);
  }
  return json({ status: "taken" });
}

function room(files: FileStore | null): FileStore {
  if (files === null) throw new FloyoError("unavailable", "there is no room for files here");
  return files;
}

function notWanted(): FloyoError {
  return new FloyoError("not_found", "no run waits for a file of yours there, or you let no copies be taken");
}
