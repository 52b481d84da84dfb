import { queryOptions } from "@tanstack/react-query";
import type { DbSource } from "../../lib/browser-db.tsx";
import { type Db, parseAnswer, parseRows, requireDone } from "../../lib/db.ts";
import { notificationKeys } from "./keys.ts";
import type { NotificationChoice, NotificationSettings } from "./rows.ts";

// The schemas come with the first answer of the database, not with the page.
const rows = () => import("./rows.ts");

/** When the digest comes. */
export function notificationSettingsQuery(db: DbSource) {
  return queryOptions({ queryKey: notificationKeys.settings, queryFn: () => readSettings(db()) });
}

/** What the person chose, by kind; a kind that is missing is as it usually is. */
export function notificationChoicesQuery(db: DbSource) {
  return queryOptions({ queryKey: notificationKeys.choices, queryFn: () => readChoices(db()) });
}

async function readSettings(db: Db): Promise<NotificationSettings> {
  const { SettingsRow } = await rows();
  return parseAnswer(
    SettingsRow,
    await db.from("notification_settings").select("digest,weekday,hour,digest_at").single(),
  );
}

async function readChoices(db: Db): Promise<NotificationChoice[]> {
  const { ChoiceRow } = await rows();
  return parseRows(ChoiceRow, await db.from("notification_choices").select("kind,in_app,mail"));
}

export async function saveSettings(
  db: Db,
  userId: string,
  change: Partial<Omit<NotificationSettings, "digest_at">>,
): Promise<void> {
  requireDone(await db.from("notification_settings").update(change).eq("user_id", userId));
}

export async function saveChoice(db: Db, userId: string, choice: NotificationChoice): Promise<void> {
  requireDone(await db.from("notification_choices").upsert({ user_id: userId, ...choice }));
}
