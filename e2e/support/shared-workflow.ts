import type { Person } from "./person.ts";

/** What of it must never reach whoever holds a link. */
export const PRIVATE_PARTS = /canary|[0-9a-f]{8}-[0-9a-f]{4}-4|books@|Finance\//;

/** A published workflow with something private in each place that may hold any; gives its id. */
export async function aPrivateWorkflow(
  { client, orgId }: Person,
  name = "Invoices to the books",
): Promise<string> {
  const connectionId = crypto.randomUUID();
  const definition = {
    version: 1,
    trigger: {
      kind: "file",
      match: "glob",
      pattern: "Finance/Invoices/*.pdf",
      ops: ["created"],
      settleSeconds: 30,
      maxWaitSeconds: 300,
      holdAt: 100,
    },
    steps: [
      {
        id: "ask",
        name: "Ask the team lead",
        kind: "approval",
        next: "send",
        with: { message: "Send {{ trigger.name }} to books@canary.example?" },
      },
      {
        id: "send",
        name: "Send it to the bookkeepers",
        kind: "http",
        next: "tell",
        with: {
          method: "POST",
          url: "https://books.canary.example/in?key=canary-1",
          headers: { "x-tenant": "canary" },
          connectionId,
        },
      },
      {
        id: "tell",
        name: "Tell the channel",
        kind: "connector",
        with: {
          connector: "slack",
          action: "post-message",
          connectionId,
          settings: { channel: "CANARY01", text: "An invoice is with the bookkeepers." },
        },
      },
    ],
  };
  const made = await client.rpc("create_workflow", { org_id: orgId, name, definition });
  if (made.error) throw made.error;
  const published = await client.rpc("publish_workflow", { id: made.data, expected_revision: 1 });
  if (published.error) throw published.error;
  return made.data as string;
}
