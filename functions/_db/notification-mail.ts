import { z } from "zod";
import { parseAnswer } from "./answer.ts";
import type { Database } from "./client.ts";

const Told = z.object({
  id: z.uuid(),
  kind: z.string(),
  title: z.string(),
  body: z.string(),
  /** Epoch milliseconds. */
  at: z.number(),
  runId: z.uuid().nullable(),
  workflowId: z.uuid().nullable(),
  /** How many failures it tells of. */
  times: z.number().int(),
});
/** Something that a person was told. */
export type Told = z.infer<typeof Told>;

const NotificationMail = z.object({
  email: z.string(),
  told: Told,
  token: z.string(),
  /** Of the link that answers what is asked; null where nothing is, or a mail is not proof enough. */
  answer: z.string().nullable(),
});
export type NotificationMail = z.infer<typeof NotificationMail>;

const DigestMail = z.object({
  email: z.string(),
  timeZone: z.string(),
  digest: z.enum(["daily", "weekly"]),
  token: z.string(),
  total: z.number().int(),
  told: z.array(Told),
});
export type DigestMail = z.infer<typeof DigestMail>;

/** What the mail of a notification says; null when it was read, its kind stopped, or its person left. */
export async function readNotificationMail(sql: Database, id: string): Promise<NotificationMail | null> {
  return parseAnswer(
    NotificationMail.nullable(),
    await sql`select private.notification_mail(${id}) as answer`,
  );
}

/** What the digest of a person says that was due at `at` (epoch ms), the newest first; null when it was stopped. */
export async function readDigestMail(
  sql: Database,
  { userId, at, most }: { userId: string; at: number; most: number },
): Promise<DigestMail | null> {
  return parseAnswer(
    DigestMail.nullable(),
    await sql`select private.digest_mail(${userId}, ${at}, ${most}) as answer`,
  );
}
