import { queryOptions } from "@tanstack/react-query";
import type { DbSource } from "../../lib/browser-db.tsx";
import { type Db, parseAnswer, parseRows } from "../../lib/db.ts";

// The schemas come with the first answer of the database, not with the page.
const rows = () => import("./rows.ts");

/** A place where the person is signed in. */
export interface Session {
  id: string;
  device: string;
  ip: string | null;
  signedInAt: string;
  lastSeenAt: string;
  isThis: boolean;
  hasSecondStep: boolean;
}

export const sessionKeys = { all: ["sessions"] as const };

/** This session first, then the one that was seen last. */
export function sessionsQuery(db: DbSource) {
  return queryOptions({ queryKey: sessionKeys.all, queryFn: () => listSessions(db()) });
}

async function listSessions(db: Db): Promise<Session[]> {
  const [{ SessionRow }, { deviceName }] = await Promise.all([rows(), import("./device-name.ts")]);
  return parseRows(SessionRow, await db.rpc("my_sessions")).map((row) => ({
    id: row.id,
    device: deviceName(row.user_agent),
    ip: row.ip,
    signedInAt: row.created_at,
    lastSeenAt: row.last_seen_at ?? row.created_at,
    isThis: row.is_this,
    hasSecondStep: row.aal !== null && row.aal !== "aal1",
  }));
}

export async function endSession(db: Db, id: string): Promise<void> {
  const { Flag } = await rows();
  parseAnswer(Flag, await db.rpc("revoke_session", { id }));
}

/** Gives how many were ended. */
export async function endOtherSessions(db: Db): Promise<number> {
  const { Count } = await rows();
  return parseAnswer(Count, await db.rpc("revoke_other_sessions"));
}
