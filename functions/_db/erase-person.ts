import { z } from "zod";
import { parseAnswer } from "./answer.ts";
import type { Database } from "./client.ts";

const Step = z.discriminatedUnion("status", [
  z.object({ status: z.literal("not_due") }),
  z.object({ status: z.literal("erasing"), erased: z.number().int(), left: z.boolean() }),
]);

/** Erases up to `atMost` events of an account that is due, and with the last ones all else but the account itself. */
export async function eraseStep(
  sql: Database,
  { userId, atMost }: { userId: string; atMost: number },
): Promise<z.infer<typeof Step>> {
  return parseAnswer(Step, await sql`select private.erase_step(${userId}, ${atMost}) as answer`);
}

/** The last step: the account, with a tombstone left. Gives its hash as hex. */
export async function eraseAccountRow(sql: Database, userId: string): Promise<string> {
  return parseAnswer(
    z.string(),
    await sql`select encode(private.erase_account_row(${userId}), 'hex') as answer`,
  );
}

/** Notes that a tombstone is kept outside of the database too. */
export async function tombstoneStored(sql: Database, hash: string): Promise<void> {
  await sql`select private.tombstone_stored(decode(${hash}, 'hex'))`;
}

/** Deletes up to `atMost` events past the person's retention; fewer than asked for means that it is done. */
export async function expireEvents(
  sql: Database,
  { userId, atMost }: { userId: string; atMost: number },
): Promise<number> {
  return parseAnswer(
    z.number().int(),
    await sql`select private.expire_events(${userId}, ${atMost}) as answer`,
  );
}

/** Deletes up to `atMost` runs that the person's files started before their retention; fewer means that it is done. */
export async function expireFileRuns(
  sql: Database,
  { userId, atMost }: { userId: string; atMost: number },
): Promise<number> {
  return parseAnswer(
    z.number().int(),
    await sql`select private.expire_file_runs(${userId}, ${atMost}) as answer`,
  );
}

/** Moves a former member's rows into their personal organisation, in steps; 0 at the end. */
export async function takeRowsAlong(
  sql: Database,
  { userId, orgId, atMost }: { userId: string; orgId: string; atMost: number },
): Promise<number> {
  return parseAnswer(
    z.number().int(),
    await sql`select private.take_rows_along(${userId}, ${orgId}, ${atMost}) as answer`,
  );
}
