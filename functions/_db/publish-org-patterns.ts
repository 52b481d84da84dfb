import { z } from "zod";
import { parseAnswer } from "./answer.ts";
import type { Database } from "./client.ts";

/** Publishes anew what enough people of an organisation share; gives the number of routines. */
export async function publishOrgPatterns(sql: Database, orgId: string): Promise<number> {
  return parseAnswer(z.number().int(), await sql`select private.publish_org_patterns(${orgId}) as answer`);
}
