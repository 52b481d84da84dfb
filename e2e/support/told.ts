import type { Person } from "./person.ts";
import { startNow } from "./workflow.ts";

const AN_HOUR = 3600;
/** So many messages one call brings on their way. */
const AT_ONCE = 20;

/** A published workflow that tells its maker something, or fails; gives its id. */
export async function publishTelling(
  { client, orgId }: Person,
  { name, steps }: { name: string; steps: object[] },
): Promise<string> {
  const definition = {
    version: 1,
    trigger: { kind: "manual", fields: [] },
    steps,
    limits: { runSeconds: AN_HOUR },
  };
  const made = await client.rpc("create_workflow", { org_id: orgId, name, definition });
  if (made.error) throw made.error;
  const published = await client.rpc("publish_workflow", { id: made.data, expected_revision: 1 });
  if (published.error) throw published.error;
  return made.data as string;
}

/** Steps that put a message into the notifications of whoever made the workflow. */
export const tells = (title: string, message = "") => [
  { id: "tell", kind: "notify", name: "Tell", with: { to: "maker", title, message } },
];

/** A step that cannot do what it is asked for. */
export const fails = () => [
  {
    id: "sum",
    kind: "set",
    name: "Sum of the week",
    with: { values: { total: "{{ input.nothing.there }}" } },
  },
];

/** Starts so many runs of it and brings them on their way. */
export async function runTimes(person: Person, workflow: string, times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    const { error } = await person.client.rpc("start_run", { workflow_id: workflow, input: {} });
    if (error) throw error;
    if (time % AT_ONCE === AT_ONCE - 1) await startNow(person);
  }
  await startNow(person);
}
