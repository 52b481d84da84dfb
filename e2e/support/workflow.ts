import type { Person } from "./person.ts";

/** A published workflow of the person that asks somebody, and a run of it; gives both ids. */
export async function runWorkflow(
  { client, orgId, token }: Person,
  name = "Weekly orders",
): Promise<{ workflow: string; run: string }> {
  const definition = {
    version: 1,
    trigger: { kind: "manual", fields: [] },
    steps: [
      {
        id: "total",
        kind: "set",
        name: "Total of the week",
        with: { values: { total: 42, of: name } },
        next: "ask",
      },
      {
        id: "ask",
        kind: "approval",
        name: "Ask before sending",
        with: { message: "Send {{ vars.total }} orders?" },
      },
    ],
  };
  const made = await client.rpc("create_workflow", { org_id: orgId, name, definition });
  if (made.error) throw made.error;
  const workflow = made.data as string;
  const published = await client.rpc("publish_workflow", {
    id: workflow,
    expected_revision: 1,
    note: "the first",
  });
  if (published.error) throw published.error;
  const started = await client.rpc("start_run", { workflow_id: workflow, input: {} });
  if (started.error) throw started.error;
  await startNow({ token });
  return { workflow, run: started.data as string };
}

/** Brings what was asked for on its way, as the page does: without it a run begins with the next tick. */
export async function startNow({ token }: Pick<Person, "token">): Promise<void> {
  const sent = await fetch(`${process.env.SUPABASE_URL}/functions/v1/api/work`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
  });
  if (!sent.ok) throw new Error(`api/work answered ${sent.status}`);
}

/** A draft with every kind of way: cases, a round for each, an answer, an error, and a step that nothing leads to; gives its id. */
export async function aDraftWithWays(
  { client, orgId }: Person,
  name = "Orders of the week",
): Promise<string> {
  const definition = {
    version: 1,
    trigger: { kind: "file", match: "glob", pattern: "Orders/*.csv", ops: ["created"] },
    steps: [
      { id: "take", kind: "file", name: "Take the orders", next: "read", with: { do: "take" } },
      {
        id: "read",
        kind: "file",
        name: "Read the orders",
        next: "size",
        with: { do: "read", file: "{{ steps.take.file }}" },
      },
      {
        id: "size",
        kind: "branch",
        name: "How many?",
        next: "each",
        with: {
          cases: [
            { name: "More than 100", when: "$count(steps.read.rows) > 100", next: "ask" },
            { name: "None", when: "$count(steps.read.rows) = 0", next: null },
          ],
        },
      },
      {
        id: "ask",
        kind: "approval",
        name: "Ask before sending",
        next: "each",
        with: { message: "Send {{ $count(steps.read.rows) }} orders?" },
      },
      {
        id: "each",
        kind: "for-each",
        name: "For each order",
        next: "done",
        with: { items: "steps.read.rows", body: "send" },
      },
      {
        id: "send",
        kind: "http",
        name: "Send to the books",
        with: { method: "POST", url: "https://books.example.com/orders", body: "{{ item }}" },
        onError: { do: "branch", next: "tell" },
      },
      {
        id: "tell",
        kind: "notify",
        name: "Say which one failed",
        with: { title: "{{ item.number }} was not sent" },
      },
      { id: "done", kind: "notify", name: "Say that it is done", with: { title: "Orders are in the books" } },
      { id: "later", kind: "delay", name: "Wait until Monday", with: { seconds: 172_800 } },
    ],
  };
  const { data, error } = await client.rpc("create_workflow", { org_id: orgId, name, definition });
  if (error) throw error;
  return data as string;
}
