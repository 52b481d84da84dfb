import { z } from "zod";
import { parseAnswer } from "./answer.ts";
import type { Database } from "./client.ts";

/** Whether the session of a verified token still exists and has passed the second factor, where the person has one. */
export async function sessionMay(
  sql: Database,
  session: { userId: string; sessionId: string; aal: string },
): Promise<boolean> {
  return parseAnswer(
    z.boolean(),
    await sql`select private.session_may(${session.userId}, ${session.sessionId}, ${session.aal}) as answer`,
  );
}
