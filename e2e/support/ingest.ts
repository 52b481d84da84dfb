import type { Person } from "./person.ts";

/** What the ingest API answers for a batch. */
export interface Verdicts {
  accepted: number;
  duplicate: number;
  rejected: { index: number; code: string; message: string }[];
}

export async function aSource(person: Person, name = "Reports"): Promise<string> {
  const { data, error } = await person.client
    .from("sources")
    .insert({ org_id: person.orgId, user_id: person.id, kind: "api", name })
    .select("id")
    .single();
  if (error) throw error;
  return data.id as string;
}

/** Sends one batch as a device would: over HTTP, with a key or a token. */
export async function sendEvents(bearer: string, source: string, events: object[]): Promise<Verdicts> {
  const response = await fetch(`${process.env.FLOYO_FUNCTIONS_URL}/ingest`, {
    method: "POST",
    headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
    body: JSON.stringify({ source, sentAt: new Date().toISOString(), events }),
  });
  const body = await response.text();
  if (!response.ok) throw new Error(`ingest answered ${response.status}: ${body}`);
  return JSON.parse(body) as Verdicts;
}

/** A UUIDv7 whose time is `at`; the rest is random. */
export function eventId(at: Date): string {
  const time = at.getTime().toString(16).padStart(12, "0");
  const random = crypto.randomUUID();
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}`;
}
