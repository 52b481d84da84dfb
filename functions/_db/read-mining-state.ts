import { z } from "zod";
import type { StateChunk } from "../../shared/mining/state/chunk.ts";
import type { Database } from "./client.ts";

const Row = z.object({ chunk: z.string(), data: z.instanceof(Uint8Array) });

/** The stored chunks of a person's mining state. */
export async function readMiningState(sql: Database, userId: string): Promise<StateChunk[]> {
  const rows = await sql`select chunk, data from public.mining_chunks where user_id = ${userId}`;
  return rows.map((row) => Row.parse(row));
}
