import type { Sql } from "postgres";
import type { Person } from "./database.ts";

/** A workflow of a person's own organisation, published by them as `publish_workflow` does; gives its id. */
export async function publishAs(owner: Sql, { userId, orgId }: Person, definition: object): Promise<string> {
  const [row] = await owner<{ id: string }[]>`
    insert into public.workflows (org_id, name, draft, created_by)
    values (${orgId}, 'Test', ${owner.json(definition as never)}, ${userId}) returning id`;
  const id = row?.id ?? "";
  await publishAgain(owner, { id, orgId, by: userId, number: 1, definition });
  return id;
}

/** Another version of it. */
export async function publishAgain(
  owner: Sql,
  version: { id: string; orgId: string; by: string; number: number; definition: object },
): Promise<void> {
  const { id, orgId, by, number, definition } = version;
  const { kind } = (definition as { trigger: { kind: string } }).trigger;
  await owner`
    insert into public.workflow_versions (org_id, workflow_id, number, definition, published_by)
    values (${orgId}, ${id}, ${number}, ${owner.json(definition as never)}, ${by})`;
  await owner`update public.workflows set published_version = ${number}, trigger_kind = ${kind} where id = ${id}`;
}
