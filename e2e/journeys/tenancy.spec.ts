import { expect, test } from "@playwright/test";
import type { SupabaseClient } from "@supabase/supabase-js";
import { plantedHistory, routineToday, zoneAtNoon } from "../support/history.ts";
import { aSource, eventId, sendEvents } from "../support/ingest.ts";
import { aClient, aPerson, type Person } from "../support/person.ts";

const TABLES = [
  "events",
  "patterns",
  "suggestions",
  "sources",
  "api_keys",
  "ingest_rejects",
  "mining_state",
  "suggestion_feedback",
];

test("nothing of a person is told to another, to nobody, or to a forged token", async () => {
  const owner = await aPersonWithSuggestion();
  const stranger = await aPerson("stranger");
  const askers: [string, SupabaseClient][] = [
    ["another person", stranger.client],
    ["nobody", aClient()],
    ["a forged token", aClient(forged(owner.token))],
    ["an unsigned token", aClient(unsigned(owner.token))],
  ];

  expect(await countRows(owner.client, "suggestions", owner.id)).toBeGreaterThan(0);
  for (const [asker, client] of askers) {
    for (const table of TABLES) {
      expect(await countRows(client, table, owner.id), `${asker} asks for ${table}`).toBe(0);
    }
    expect(await joins(client, `user:${owner.id}`), `${asker} joins the feed channel`).toBe(false);
  }
  expect(await joins(owner.client, `user:${owner.id}`)).toBe(true);
});

test("events sent into another person's source are refused and stored nowhere", async () => {
  const owner = await aPerson("owner");
  const source = await aSource(owner);
  const stranger = await aPerson("stranger");
  const now = new Date();

  await expect(sendEvents(stranger.token, source, routineToday(now, "UTC"))).rejects.toThrow(/40[34]/);

  expect(await countRows(owner.client, "events", owner.id)).toBe(0);
  expect(await countRows(stranger.client, "events", stranger.id)).toBe(0);
});

async function aPersonWithSuggestion(): Promise<Person> {
  const person = await aPerson("owner");
  const source = await aSource(person);
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
  await sendEvents(person.token, source, [...history, ...routineToday(now, zone)]);
  await expect
    .poll(() => countRows(person.client, "suggestions", person.id), { timeout: 30_000 })
    .toBeGreaterThan(0);
  return person;
}

/** Rows of `table` that belong to `userId` and that `client` may see; a refusal counts as none. */
async function countRows(client: SupabaseClient, table: string, userId: string): Promise<number> {
  const { data, error } = await client.from(table).select("user_id").eq("user_id", userId);
  return error ? 0 : data.length;
}

function joins(client: SupabaseClient, topic: string): Promise<boolean> {
  return new Promise((done) => {
    const channel = client.channel(topic, { config: { private: true } });
    channel.subscribe((status) => {
      if (status === "CLOSED") return;
      void client.removeChannel(channel);
      done(status === "SUBSCRIBED");
    }, 30_000);
  });
}

/** The same claims with another signature. */
function forged(token: string): string {
  const [header, claims, signature = ""] = token.split(".");
  return [
    header,
    claims,
    signature.startsWith("A") ? `B${signature.slice(1)}` : `A${signature.slice(1)}`,
  ].join(".");
}

function unsigned(token: string): string {
  const header = Buffer.from(JSON.stringify({ alg: "none", typ: "JWT" })).toString("base64url");
  return `${header}.${token.split(".")[1]}.`;
}
