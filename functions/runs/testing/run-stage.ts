import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { addPerson, type Person } from "../../testing/database.ts";
import { type Delivered, deliver } from "../../testing/deliver.ts";
import { sessionIdOf } from "../../testing/issuer.ts";
import { publishAs } from "../../testing/publish-as.ts";
import { type Stack, startStack } from "../../testing/stack.ts";

type Owner = Stack["database"]["owner"];
type Answer = { status: number; body?: unknown; headers?: Record<string, string> };

/** Runs that a test brings by hand, message by message, and a receiver of what they send. */
export interface RunStage {
  stack: Stack;
  owner: Owner;
  /** `address:port` of the receiver. */
  address: string;
  received: { key: string; body: string }[];
  /** What the receiver answers to its call of this number, from 1; null: nothing, ever. */
  respond: (count: number) => Answer | null;
  /** Another person, and a receiver that heard of nothing. */
  begin(): Promise<void>;
  person(): Person;
  /** Publishes a workflow of these steps; gives its id. */
  publish(steps: readonly unknown[], rest?: object): Promise<string>;
  start(workflowId: string, input?: object): Promise<string>;
  /** Publishes and starts; gives the run's id. */
  aRun(steps: readonly unknown[], input?: object, rest?: object): Promise<string>;
  /** A command as the person gives it through the API. */
  asPerson<T>(ask: (sql: Owner) => Promise<readonly { answer?: T }[]>): Promise<T>;
  /** The message that the run owes. */
  job(runId: string): Promise<Record<string, unknown> | undefined>;
  /** Delivers what the run owes; a message that is due later is brought as if its time had come. */
  bring(runId: string): Promise<Delivered>;
  /** What waits for a time finds that it has come. */
  passTime(runId: string): Promise<void>;
  run(runId: string): Promise<Record<string, unknown> | undefined>;
  /** `<key> <status>` of each step, in order. */
  steps(runId: string): Promise<string[]>;
  /** A step that posts `{name: input.name}` to the receiver. */
  post(id: string, rest?: object): object;
  stop(): Promise<void>;
}

export async function openRunStage(): Promise<RunStage> {
  const receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const key = String(request.headers["idempotency-key"]);
    stage.received.push({ key, body: Buffer.concat(chunks).toString() });
    const answer = stage.respond(stage.received.length);
    if (answer === null) return;
    const { status, body = { ok: true }, headers = {} } = answer;
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const address = `127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  const stack = await startStack({ timeScale: 0.001, exempt: [address] });
  const { owner } = stack.database;
  let person: Person;

  const stage: RunStage = {
    stack,
    owner,
    address,
    received: [],
    respond: () => ({ status: 200 }),
    person: () => person,
    async begin() {
      stage.received.length = 0;
      stage.respond = () => ({ status: 200 });
      person = await addPerson(owner);
    },
    publish: (steps, rest = {}) =>
      publishAs(owner, person, { version: 1, trigger: { kind: "manual" }, steps, ...rest }),
    start: (workflowId, input = {}) =>
      stage.asPerson<string>(
        (sql) => sql`select public.start_run(${workflowId}, ${sql.json(input as never)}) as answer`,
      ),
    aRun: async (steps, input, rest) => stage.start(await stage.publish(steps, rest), input),
    async asPerson<T>(ask: (sql: Owner) => Promise<readonly { answer?: T }[]>) {
      const claims = {
        sub: person.userId,
        role: "authenticated",
        aal: "aal1",
        session_id: sessionIdOf(person.userId),
      };
      return owner.begin(async (transaction) => {
        await transaction`
          select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true), set_config('role', 'authenticated', true)`;
        const [row] = await ask(transaction as never);
        return row?.answer as T;
      }) as Promise<T>;
    },
    async job(runId) {
      const [row] = await owner`
        select id, attempt, due_at from private.outbox
        where dedupe_key = ${`run:${runId}`} and done_at is null and dead_at is null`;
      return row;
    },
    async bring(runId) {
      await owner`
        update private.outbox set due_at = now() where dedupe_key = ${`run:${runId}`} and done_at is null`;
      const owed = await stage.job(runId);
      if (!owed) throw new Error("this run owes no message");
      return deliver(stack, "runs", { body: { outboxId: Number(owed.id), attempt: owed.attempt } });
    },
    async passTime(runId) {
      await owner`update public.run_steps set due_at = now() - interval '1 second' where run_id = ${runId}`;
    },
    async run(runId) {
      const [row] = await owner`select * from public.runs where id = ${runId}`;
      return row;
    },
    async steps(runId) {
      const rows = await owner`
        select key, status from public.run_steps where run_id = ${runId} order by place`;
      return rows.map(({ key, status }) => `${key} ${status}`);
    },
    post: (id, rest = {}) => ({
      id,
      kind: "http",
      with: { method: "POST", url: `http://${address}/in`, body: { name: "{{ input.name }}" } },
      ...rest,
    }),
    async stop() {
      await stack.stop();
      receiver.closeAllConnections();
      await new Promise((resolve) => receiver.close(resolve));
    },
  };
  return stage;
}
