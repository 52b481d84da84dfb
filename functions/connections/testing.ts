import type { Person } from "../testing/database.ts";
import { deliver } from "../testing/deliver.ts";
import { sessionIdOf } from "../testing/issuer.ts";
import type { Stack } from "../testing/stack.ts";

/** Commands as a person sends them from a browser; `provedAgo` in seconds, null: without fresh proof. */
export function createCommands(stack: Stack, person: Person) {
  return async (body: object, provedAgo: number | null = 0) => {
    const timestamp = Math.floor(Date.now() / 1000) - (provedAgo ?? 0);
    const amr = provedAgo === null ? [] : [{ method: "password", timestamp }];
    const response = await stack.connections.fetch(
      new Request("http://127.0.0.1/functions/v1/connections", {
        method: "POST",
        headers: {
          authorization: `Bearer ${await stack.issuer.token(person.userId, { amr })}`,
          "content-type": "application/json",
        },
        body: JSON.stringify(body),
      }),
    );
    // biome-ignore lint/suspicious/noExplicitAny: each test reads what its own command answers
    return { status: response.status, body: (await response.json()) as any };
  };
}

/** Publishes a workflow of these steps and starts a run of it; gives its id. */
export async function startRunOf(
  stack: Stack,
  person: Person,
  steps: unknown[],
  input = {},
): Promise<string> {
  const { owner } = stack.database;
  const definition = owner.json({ version: 1, trigger: { kind: "manual" }, steps } as never);
  const [workflow] = await owner<{ id: string }[]>`
    insert into public.workflows (org_id, name, draft, published_version, created_by)
    values (${person.orgId}, 'Weekly', ${definition}, 1, ${person.userId}) returning id`;
  const id = workflow?.id ?? "";
  await owner`
    insert into public.workflow_versions (org_id, workflow_id, number, definition)
    values (${person.orgId}, ${id}, 1, ${definition})`;
  const claims = {
    sub: person.userId,
    role: "authenticated",
    aal: "aal1",
    session_id: sessionIdOf(person.userId),
  };
  const [run] = await owner.begin(async (sql) => {
    await sql`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true), set_config('role', 'authenticated', true)`;
    return sql`select public.start_run(${id}, ${sql.json(input)}) as id`;
  });
  return String(run?.id);
}

/** Brings the message that a run owes, and gives the run as it is then. */
export async function bringRun(stack: Stack, runId: string) {
  const { owner } = stack.database;
  const [owed] =
    await owner`select id, attempt from private.outbox where dedupe_key = ${`run:${runId}`} and done_at is null`;
  await deliver(stack, "runs", { body: { outboxId: Number(owed?.id), attempt: owed?.attempt } });
  const [run] = await owner`select status, output, error from public.runs where id = ${runId}`;
  return run;
}

export async function connectionRow(stack: Stack, id: string) {
  const [row] = await stack.database.owner`
    select connector, state, sign_in, account, last_error from public.connections where id = ${id}`;
  return row;
}
