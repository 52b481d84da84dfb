import { queryOptions } from "@tanstack/react-query";
import type { DbSource } from "../../lib/browser-db.tsx";
import { type Db, parseAnswer, requireDone } from "../../lib/db.ts";

// The schemas come with the first answer of the database, not with the page.
const rows = () => import("./rows.ts");

export interface Profile {
  displayName: string;
  timeZone: string;
}

export const profileKeys = { mine: ["profile"] as const };

export function profileQuery(db: DbSource) {
  return queryOptions({ queryKey: profileKeys.mine, queryFn: () => readProfile(db()) });
}

/** The profile of the person who is signed in; an account whose profile was never made gets it now. */
export async function readProfile(db: Db): Promise<Profile> {
  const found = await findProfile(db);
  if (found) return found;
  const { Uuid } = await rows();
  parseAnswer(Uuid, await db.rpc("ensure_personal_org"));
  return (await findProfile(db)) ?? { displayName: "", timeZone: "UTC" };
}

export async function saveProfile(db: Db, userId: string, { displayName, timeZone }: Profile): Promise<void> {
  requireDone(
    await db
      .from("profiles")
      .update({ display_name: displayName.trim(), time_zone: timeZone })
      .eq("user_id", userId),
  );
}

async function findProfile(db: Db): Promise<Profile | null> {
  const { ProfileRow } = await rows();
  const row = parseAnswer(
    ProfileRow.nullable(),
    await db.from("profiles").select("display_name,time_zone").maybeSingle(),
  );
  return row && { displayName: row.display_name, timeZone: row.time_zone };
}
