import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { DbSource } from "../../lib/browser-db.tsx";
import { type Db, parseRows, requireDone } from "../../lib/db.ts";
import { notificationKeys } from "./keys.ts";
import type { Notification } from "./rows.ts";
import type { Shown } from "./shown.ts";

// The schemas come with the first answer of the database, not with the page.
const rows = () => import("./rows.ts");

const PAGE = 50;
/** More unread ones than this are not counted: the bell says 99+. */
export const MOST_COUNTED = 100;
const COLUMNS = "id,kind,title,body,run_id,workflow_id,times,created_at,read_at";

interface Cursor {
  createdAt: string;
  id: string;
}

/** What a person was told, the newest first, page after page. */
export function notificationsQuery(db: DbSource, shown: Shown) {
  return infiniteQueryOptions({
    queryKey: notificationKeys.list(shown),
    queryFn: ({ pageParam }) => listNotifications(db(), shown, pageParam),
    initialPageParam: null as Cursor | null,
    getNextPageParam: (page: Notification[]) => {
      const last = page.at(-1);
      return page.length < PAGE || !last ? undefined : { createdAt: last.created_at, id: last.id };
    },
  });
}

/** How many are unread, MOST_COUNTED at most. */
export function unreadQuery(db: DbSource) {
  return queryOptions({
    queryKey: notificationKeys.unread,
    queryFn: () => countUnread(db()),
    placeholderData: keepPreviousData,
  });
}

async function listNotifications(db: Db, shown: Shown, after: Cursor | null): Promise<Notification[]> {
  const { NotificationRow } = await rows();
  let query = db
    .from("notifications")
    .select(COLUMNS)
    .eq("is_shown", true)
    .order("created_at", { ascending: false })
    .order("id")
    .limit(PAGE);
  if (shown === "unread") query = query.is("read_at", null);
  if (after) {
    query = query.or(
      `created_at.lt."${after.createdAt}",and(created_at.eq."${after.createdAt}",id.gt.${after.id})`,
    );
  }
  return parseRows(NotificationRow, await query);
}

async function countUnread(db: Db): Promise<number> {
  const { IdRow } = await rows();
  const unread = parseRows(
    IdRow,
    await db.from("notifications").select("id").eq("is_shown", true).is("read_at", null).limit(MOST_COUNTED),
  );
  return unread.length;
}

/** `at` null: unread again. */
export async function markOne(db: Db, id: string, at: string | null): Promise<void> {
  requireDone(await db.from("notifications").update({ read_at: at }).eq("id", id));
}

/** Marks all that is unread as read at this very time, by which it can be found again for undo. */
export async function markAll(db: Db, at: string): Promise<void> {
  requireDone(await db.from("notifications").update({ read_at: at }).is("read_at", null));
}

/** Takes back `markAll` of that time. */
export async function unmarkAll(db: Db, at: string): Promise<void> {
  requireDone(await db.from("notifications").update({ read_at: null }).eq("read_at", at));
}
