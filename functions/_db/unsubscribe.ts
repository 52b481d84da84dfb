import { z } from "zod";
import { parseAnswer } from "./answer.ts";
import type { Database } from "./client.ts";

const List = z.object({ list: z.string() });

/** Stops the mails that a signed link names, or only tells which: `digest`, or a kind; null when we did not sign it. */
export async function unsubscribe(
  sql: Database,
  { token, stops }: { token: string; stops: boolean },
): Promise<z.infer<typeof List> | null> {
  return parseAnswer(List.nullable(), await sql`select private.unsubscribe(${token}, ${stops}) as answer`);
}
