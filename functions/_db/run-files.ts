import { z } from "zod";
import { Job, parseAnswer } from "./answer.ts";
import type { Database } from "./client.ts";

const Upload = z.object({ object: z.string(), name: z.string(), maxBytes: z.number().int() });
const Added = z.object({ id: z.uuid(), object: z.string() });
const Found = z.object({ object: z.string(), name: z.string(), size: z.number().int(), sha256: z.string() });

interface Wanted {
  userId: string;
  runId: string;
  step: string;
}

/** Where the file that a step waits for is to lie; null when nothing is wanted of this person there. */
export async function beginUpload(
  sql: Database,
  { userId, runId, step }: Wanted,
): Promise<z.infer<typeof Upload> | null> {
  return parseAnswer(
    Upload.nullable(),
    await sql`select private.begin_upload(${userId}, ${runId}, ${step}) as answer`,
  );
}

/** Ends the step that waited, and gives the message its run owes; null when nothing waits any more. */
export async function endUpload(
  sql: Database,
  { userId, runId, step, size, sha256 }: Wanted & { size: number; sha256: string },
): Promise<z.infer<typeof Job> | null> {
  return parseAnswer(
    Job.nullable(),
    await sql`select private.end_upload(${userId}, ${runId}, ${step}, ${size}, ${sha256}) as answer`,
  );
}

/** Makes room for a file that a step writes; null when the claim on the run is lost. */
export async function addFile(
  sql: Database,
  file: { runId: string; token: string; step: string; name: string; size: number; sha256: string },
): Promise<z.infer<typeof Added> | null> {
  return parseAnswer(
    Added.nullable(),
    await sql`
      select private.add_file(
        ${file.runId}, ${file.token}, ${file.step}, ${file.name}, ${file.size}, ${file.sha256}
      ) as answer`,
  );
}

/** A file of this run; null when it has none of this id. */
export async function findFile(
  sql: Database,
  { runId, fileId }: { runId: string; fileId: string },
): Promise<z.infer<typeof Found> | null> {
  return parseAnswer(Found.nullable(), await sql`select private.find_file(${runId}, ${fileId}) as answer`);
}

/** Why this run cannot have the file that started it, and who has to allow it; null: its person lets it. */
export async function whyNoFile(sql: Database, runId: string): Promise<string | null> {
  return parseAnswer(z.string().nullable(), await sql`select private.why_no_file(${runId}) as answer`);
}

/** Objects whose rows are gone, at most so many, after what is too old was let go. */
export async function deadFiles(sql: Database, most: number): Promise<{ bucket: string; name: string }[]> {
  await sql`select private.drop_old_files(${most})`;
  return sql<{ bucket: string; name: string }[]>`
    select bucket, name from private.dead_objects order by bucket, name limit ${most}`;
}

export async function forgetDeadFile(sql: Database, file: { bucket: string; name: string }): Promise<void> {
  await sql`delete from private.dead_objects where bucket = ${file.bucket} and name = ${file.name}`;
}
