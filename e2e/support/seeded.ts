import { expect } from "@playwright/test";
import { elevenWeeks } from "./eleven-weeks.ts";
import { aSource, sendEvents } from "./ingest.ts";
import { aPerson, type Person } from "./person.ts";

/** Planted times are UTC; this zone is UTC all year and has a name of its own. */
export const SEEDED_ZONE = "Atlantic/Reykjavik";

export interface SeededPerson extends Person {
  source: string;
}

/** A person with eleven weeks of work, all of it mined. */
export async function aPersonWithWeeks(name: string): Promise<SeededPerson> {
  const person = await aPerson(name);
  const { error } = await person.client
    .from("profiles")
    .update({ time_zone: SEEDED_ZONE })
    .eq("user_id", person.id);
  if (error) throw error;
  const source = await aSource(person, "Downloads and Reports");
  const events = elevenWeeks(new Date(), SEEDED_ZONE);
  for (let from = 0; from < events.length; from += 1000) {
    await sendEvents(person.token, source, events.slice(from, from + 1000));
  }
  await mined(person);
  return { ...person, source };
}

/** Waits until every event that was sent is mined; gives when that was. */
export async function mined({ client }: Person, after: string | null = null): Promise<string> {
  let at: string | null = null;
  await expect
    .poll(
      async () => {
        const { data, error } = await client
          .from("mining_state")
          .select("last_mined_at, last_seq, mined_seq")
          .maybeSingle();
        if (error) throw error;
        at = data && data.last_seq === data.mined_seq ? (data.last_mined_at as string) : null;
        return at !== null && at !== after;
      },
      { timeout: 90_000 },
    )
    .toBe(true);
  if (at === null) throw new Error("nothing was mined");
  return at;
}
