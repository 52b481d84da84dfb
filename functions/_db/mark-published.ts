import type { Database } from "./client.ts";

/** Notes that the message of this attempt is with QStash; a row raised or done meanwhile stays as it is. */
export async function markPublished(sql: Database, job: { id: number; attempt: number }): Promise<void> {
  await sql`
    update private.outbox
    set published_at = clock_timestamp()
    where id = ${job.id} and attempt = ${job.attempt} and published_at is null`;
}
