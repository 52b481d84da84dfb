import { z } from "zod";
import { EVENT_OPS } from "../../shared/events/event-ops.ts";
import type { FileMatch } from "../../shared/workflows/match-files.ts";
import { FileTrigger } from "../../shared/workflows/trigger.ts";
import { Job, parseAnswer } from "./answer.ts";
import type { Database } from "./client.ts";

const FilesToMatch = z.object({
  from: z.number().int(),
  to: z.number().int(),
  listeners: z.array(
    z.object({
      workflowId: z.uuid(),
      trigger: FileTrigger,
      since: z.number(),
      sources: z.array(z.string()),
    }),
  ),
  events: z.array(
    z.object({
      id: z.string(),
      sourceId: z.string(),
      op: z.enum(EVENT_OPS),
      path: z.string(),
      fromPath: z.string().nullable(),
      size: z.number().nullable(),
      at: z.number(),
      files: z.number().int(),
    }),
  ),
});

const Owed = z.array(Job.extend({ topic: z.string() }));

/** At most `most` events of a person that no trigger was compared with yet; null when none of their files start anything. */
export async function filesToMatch(
  sql: Database,
  { userId, most }: { userId: string; most: number },
): Promise<z.infer<typeof FilesToMatch> | null> {
  return parseAnswer(
    FilesToMatch.nullable(),
    await sql`select private.files_to_match(${userId}, ${most}) as answer`,
  );
}

/** Counts the events up to `to` and starts what is quiet, in one transaction; gives the messages to publish. */
export async function recordMatches(
  sql: Database,
  found: { userId: string; from: number; to: number; matches: readonly FileMatch[] },
): Promise<z.infer<typeof Owed>> {
  return parseAnswer(
    Owed,
    await sql`
      select private.match_files(
        ${found.userId}, ${found.from}, ${found.to}, ${JSON.stringify(found.matches)}::text::jsonb
      ) as answer`,
  );
}
