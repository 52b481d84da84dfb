import { expect } from "@playwright/test";
import { aSource, eventId, sendEvents } from "./ingest.ts";
import type { Person } from "./person.ts";

/** A published workflow that takes a copy of each order that is dropped, and asks from three at once on; gives its id. */
export async function publishFileWorkflow({ client, orgId }: Person): Promise<string> {
  const definition = {
    version: 1,
    trigger: {
      kind: "file",
      match: "template",
      pattern: "Downloads/orders-{date}.csv",
      ops: ["created"],
      sourceId: null,
      settleSeconds: 0,
      maxWaitSeconds: 300,
      holdAt: 3,
    },
    steps: [
      { id: "take", kind: "file", name: "Take the orders", with: { do: "take" }, next: "read" },
      { id: "read", kind: "file", name: "Read them", with: { do: "read", file: "{{ steps.take.file }}" } },
    ],
  };
  const made = await client.rpc("create_workflow", {
    org_id: orgId,
    name: "Orders to the books",
    definition,
  });
  if (made.error) throw made.error;
  const published = await client.rpc("publish_workflow", { id: made.data, expected_revision: 1 });
  if (published.error) throw published.error;
  const allowed = await client.rpc("consent_to_workflow", { id: made.data, copies: true });
  if (allowed.error) throw allowed.error;
  return made.data as string;
}

/** Tells of new orders, one a day, from a device; gives the run that came of them, once it has this status. */
export async function tellOfOrders(
  person: Person,
  dates: readonly string[],
  status: string,
): Promise<string> {
  const source = await aSource(person, `Laptop ${dates[0]}`);
  const now = new Date();
  const events = dates.map((date) => ({
    id: eventId(now),
    occurredAt: now.toISOString(),
    tz: "UTC",
    op: "created",
    path: `Downloads/orders-${date}.csv`,
  }));
  await sendEvents(person.token, source, events);
  let id = "";
  await expect
    .poll(
      async () => {
        const { data } = await person.client.from("runs").select("id").eq("status", status).limit(1);
        id = (data?.[0]?.id as string | undefined) ?? "";
        return id;
      },
      { timeout: 60_000 },
    )
    .not.toBe("");
  return id;
}
