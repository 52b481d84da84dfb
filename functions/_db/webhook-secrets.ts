import { z } from "zod";
import { Envelope } from "../_secrets/envelope.ts";
import { WrappedKey } from "../_secrets/master-keys.ts";
import { parseAnswer } from "./answer.ts";
import type { Database } from "./client.ts";

/** A secret sealed with a data key of its own, and that key wrapped: the row alone opens with the master key. */
export const SealedSecret = z.object({ key: WrappedKey, envelope: Envelope });
export type SealedSecret = z.infer<typeof SealedSecret>;

const StoredSecret = z.object({ id: z.uuid(), orgId: z.uuid(), sealed: SealedSecret });

const MayAdd = z.discriminatedUnion("status", [
  z.object({ status: z.enum(["gone", "refused", "full"]) }),
  z.object({ status: z.literal("ok"), orgId: z.uuid() }),
]);
export type MayAddSecret = z.infer<typeof MayAdd>;

/** The secrets with which messages to this workflow may be signed; none when there is no such workflow. */
export async function webhookSecrets(
  sql: Database,
  workflowId: string,
): Promise<z.infer<typeof StoredSecret>[]> {
  return parseAnswer(
    z.array(StoredSecret),
    await sql`select private.webhook_secrets_for(${workflowId}) as answer`,
  );
}

/** Whether a person may add a secret, and the organisation that it would belong to. */
export async function mayAddWebhookSecret(
  sql: Database,
  personId: string,
  workflowId: string,
): Promise<MayAddSecret> {
  return parseAnswer(
    MayAdd,
    await sql`select private.may_add_webhook_secret(${personId}, ${workflowId}) as answer`,
  );
}

/** Stores a secret that was just made; asks once more whether the person may. */
export async function addWebhookSecret(
  sql: Database,
  secret: { personId: string; workflowId: string; id: string; hint: string; sealed: SealedSecret },
): Promise<MayAddSecret> {
  return parseAnswer(
    MayAdd,
    await sql`
      select private.add_webhook_secret(
        ${secret.personId}, ${secret.workflowId}, ${secret.id}, ${secret.hint},
        ${JSON.stringify(secret.sealed)}::text::jsonb
      ) as answer`,
  );
}
