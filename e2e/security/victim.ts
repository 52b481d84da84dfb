import { randomBytes } from "node:crypto";
import { expect } from "@playwright/test";
import { plantedHistory, routineToday, zoneAtNoon } from "../support/history.ts";
import { aSource, eventId, sendEvents } from "../support/ingest.ts";
import { aPerson, type Person } from "../support/person.ts";
import { runWorkflow } from "../support/workflow.ts";

/** Somebody whose every row names a word that occurs nowhere else. */
export interface Victim extends Person {
  canary: string;
  source: string;
  pattern: string;
  suggestion: string;
  event: string;
  team: string;
  invitation: string;
  key: string;
  export: string;
  workflow: string;
  run: string;
}

export async function aVictim(): Promise<Victim> {
  const canary = `canary-${randomBytes(8).toString("hex")}`;
  const person = await aPerson(canary);
  const { client } = person;
  const source = await aSource(person, canary);
  await sendEvents(person.token, source, routine(canary));

  const team = await id(client.rpc("create_organisation", { name: canary }));
  const invitation = await id(
    client.rpc("invite_member", { org_id: team, email: `${canary}-guest@example.com`, role: "viewer" }),
  );
  await id(client.from("profiles").update({ display_name: canary }).eq("user_id", person.id));
  await id(
    client.from("privacy_settings").insert({ user_id: person.id, ignored_paths: [`${canary}/secret/**`] }),
  );
  await id(client.rpc("create_api_key", { name: canary, source_id: source }));
  const key = await id(client.from("api_keys").select("id").limit(1));
  const made = await id(client.rpc("request_export"));
  const { workflow, run } = await runWorkflow(person, canary);
  // Until then the step that holds the word has not run.
  await expect
    .poll(async () => (await client.from("runs").select("status").eq("id", run).single()).data?.status)
    .toBe("waiting");

  const first = async (table: string) => {
    let found: string | undefined;
    const rows = () => client.from(table).select("id").limit(1);
    await expect
      .poll(async () => (found = (await rows()).data?.[0]?.id as string | undefined), { timeout: 120_000 })
      .toBeTruthy();
    return found ?? "";
  };
  const [event, pattern, suggestion] = [
    await first("events"),
    await first("patterns"),
    await first("suggestions"),
  ];
  return {
    ...person,
    ...{ canary, source, event, pattern, suggestion, team, invitation, key, workflow, run },
    export: made,
  };
}

/** The planted weeks, in folders of that name. */
export function routine(canary: string): object[] {
  const now = new Date();
  const zone = zoneAtNoon(now);
  const history = plantedHistory(now)
    .split("\n")
    .map((line) => JSON.parse(line) as { ts: string; op: string; path: string })
    .map(({ ts, op, path }) => ({
      id: eventId(new Date(ts)),
      occurredAt: ts,
      tz: zone,
      op: op === "upload" ? "uploaded" : "modified",
      path,
    }));
  return [...history, ...routineToday(now, zone)].map((event) => ({
    ...event,
    path: `${canary}/${(event as { path: string }).path}`,
  }));
}

type Answer = PromiseLike<{ data: unknown; error: { message: string } | null }>;

/** The id in an answer, whatever its shape; a refusal fails the test. */
async function id(asked: Answer): Promise<string> {
  const { data, error } = await asked;
  if (error) throw new Error(error.message);
  const row: unknown = Array.isArray(data) ? data[0] : data;
  if (typeof row === "string") return row;
  return typeof row === "object" && row !== null && "id" in row ? String(row.id) : "";
}
