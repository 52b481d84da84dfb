import { z } from "zod";
import { parseAnswer } from "./answer.ts";
import type { Database } from "./client.ts";

/** Goes on deleting the events of sources that people removed with them; gives how many steps there were to take. */
export async function continueErasing(sql: Database, { steps }: { steps: number }): Promise<number> {
  return parseAnswer(z.number().int(), await sql`select private.continue_erasing(${steps}) as answer`);
}
