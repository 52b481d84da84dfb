import { z } from "zod";
import { Job, parseAnswer } from "./answer.ts";
import type { Database } from "./client.ts";

export interface MiningResult {
  /** The number of the last event that is in the state now. */
  toSeq: number;
  engine: number;
  chunks: { chunk: string; version: number; data: string }[];
  dropped: string[];
  /** Null while there are more events to read first: patterns and suggestions stay as they are. */
  patterns: unknown[] | null;
  /** Those that should be open now, best first. */
  suggestions: unknown[] | null;
  /** Fingerprints of those that were open when the decisions were read: of these, what is not proposed is withdrawn. */
  openBefore: string[];
}

const Answer = z.discriminatedUnion("status", [
  z.object({ status: z.literal("committed"), job: Job.nullable() }),
  z.object({ status: z.literal("lost") }),
]);

export type MiningCommit = z.infer<typeof Answer>;

/** Writes all that a mining delivery found, or nothing when the lease was lost. */
export async function commitMining(
  sql: Database,
  commit: { userId: string; lease: string; outboxId: number; jti: string; result: MiningResult },
): Promise<MiningCommit> {
  const rows = await sql`
    select private.commit_mining(
      ${commit.userId}, ${commit.lease}, ${commit.outboxId}, ${commit.jti},
      ${JSON.stringify(commit.result)}::text::jsonb
    ) as answer`;
  return parseAnswer(Answer, rows);
}
