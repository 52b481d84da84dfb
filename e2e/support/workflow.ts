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
