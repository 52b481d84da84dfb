import { z } from "zod";
import { parseAnswer } from "./answer.ts";
import type { Database } from "./client.ts";

const DueHead = z.object({
  orgId: z.uuid(),
  seq: z.number().int(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

/** The end of an audit chain that grew since it was last signed. */
export type DueHead = z.infer<typeof DueHead>;

export async function auditHeadsDue(sql: Database, atMost: number): Promise<DueHead[]> {
  return parseAnswer(z.array(DueHead), await sql`select private.audit_heads_due(${atMost}) as answer`);
}

export async function storeAuditHead(
  sql: Database,
  head: DueHead & { keyId: string; signature: string; signedAt: string },
): Promise<void> {
  await sql`
    select private.store_audit_head(
      ${head.orgId}, ${head.seq}, ${head.hash}, ${head.keyId}, ${head.signature}, ${head.signedAt}
    )`;
}
