import type { Database } from "./client.ts";

/** Forgets a person's mining state, so that it is made again from the first event; only with the lease in hand. */
export async function restartMining(
  sql: Database,
  { userId, lease }: { userId: string; lease: string },
): Promise<void> {
  await sql`select private.restart_mining(${userId}, ${lease})`;
}
