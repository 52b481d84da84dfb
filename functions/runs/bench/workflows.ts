import type { Sql } from "postgres";
import { addPerson, type Person } from "../../testing/database.ts";

const pure = (id: string, next?: string) => ({
  id,
  kind: "set",
  with: { values: { [id]: "{{ (input.n ?? 0) + 1 }}" } },
  ...(next ? { next } : {}),
});

/** A list of steps, each leading to the one after it. */
const chain = (count: number, step: (id: string, next?: string) => object): object[] =>
  Array.from({ length: count }, (_, index) =>
    step(`s${index}`, index + 1 < count ? `s${index + 1}` : undefined),
  );

/** What is measured: one step; a set, a branch and a transform; forty pure steps; forty calls. */
export const STEPS = {
  one: [{ id: "add", kind: "transform", with: { expression: "input.n + 1" } }],
  short: [
    pure("first", "choose"),
    {
      id: "choose",
      kind: "branch",
      with: { cases: [{ when: "input.n > 100", next: "big" }] },
      next: "small",
    },
    { id: "big", kind: "transform", with: { expression: "'big'" } },
    { id: "small", kind: "transform", with: { expression: "vars.first" } },
  ],
  forty: chain(40, pure),
  calls: (address: string) =>
    chain(40, (id, next) => ({
      id,
      kind: "http",
      with: { method: "POST", url: `http://${address}/${id}`, body: { n: "{{ input.n }}" } },
      ...(next ? { next } : {}),
    })),
};

/** A published workflow of a new person. */
export async function addWorkflow(
  owner: Sql,
  steps: readonly object[],
  trigger: object = { kind: "webhook", answer: "when-done" },
): Promise<{ id: string; person: Person }> {
  const person = await addPerson(owner);
  const definition = owner.json({ version: 1, trigger, steps, limits: { concurrency: 100 } } as never);
  const [made] = await owner<{ id: string }[]>`
    insert into public.workflows (org_id, name, draft, published_version, trigger_kind, created_by)
    values (
      ${person.orgId}, 'Bench', ${definition}, 1, ${(trigger as { kind: string }).kind}, ${person.userId}
    ) returning id`;
  const id = made?.id ?? "";
  await owner`
    insert into public.workflow_versions (org_id, workflow_id, number, definition)
    values (${person.orgId}, ${id}, 1, ${definition})`;
  return { id, person };
}
