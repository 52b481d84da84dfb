import type { Database } from "./client.ts";

/** Gives the lease on a person back after an error, with a short reason for the operator. */
export async function releaseMining(
  sql: Database,
  release: { userId: string; lease: string; outboxId: number; reason: string },
): Promise<void> {
  await sql`
    select private.release_mining(${release.userId}, ${release.lease}, ${release.outboxId}, ${release.reason})`;
}
