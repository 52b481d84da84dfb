import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { SupabaseClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readFile } from "../_files/read-file.ts";
import { sha256Of } from "../_files/sha256.ts";
import { createOutbound } from "../_outbound/outbound.ts";
import { createApi } from "../api/api.ts";
import { createIngest } from "../ingest/ingest.ts";
import { createJobs } from "../jobs/jobs.ts";
import { type AccountStack, startAccountStack } from "../testing/account-stack.ts";
import { anEventNow, envelope, send } from "../testing/batches.ts";
import { deliverTo } from "../testing/deliver.ts";
import { createRuns } from "./runs.ts";

const CSV = "name;amount\nAnna;12\nBen;3\n";
const bytes = new TextEncoder().encode(CSV);

let stack: AccountStack;
let ana: SupabaseClient;
let ben: SupabaseClient;
let receiver: Server;
let functions: Record<"api" | "ingest" | "jobs" | "runs", ReturnType<typeof createApi>>;
let workflow: string;
let source: string;
const received: { type: string; body: Buffer }[] = [];

beforeAll(async () => {
  receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    received.push({ type: String(request.headers["content-type"]), body: Buffer.concat(chunks) });
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const address = `127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  stack = await startAccountStack();
  const { env } = stack;
  functions = {
    api: createApi(env),
    ingest: createIngest(env),
    jobs: createJobs(env),
    runs: createRuns(env, { outbound: createOutbound({ exempt: [address] }) }),
  };
  ana = await stack.platform.person("ana@example.com");
  ben = await stack.platform.person("ben@example.com");
  const { data: orgId } = await ana.rpc("ensure_personal_org");
  const added = await ana
    .from("sources")
    .insert({ org_id: orgId, kind: "folder", name: "Downloads" })
    .select("id")
    .single();
  source = added.data?.id;
  const post = (file: string) => ({ method: "POST", url: `http://${address}/take`, file });
  const definition = {
    version: 1,
    trigger: { kind: "file", match: "glob", pattern: "*.csv", ops: ["created"], settleSeconds: 0 },
    steps: [
      { id: "take", kind: "file", with: { do: "take" }, next: "read" },
      { id: "read", kind: "file", with: { do: "read", file: "{{ steps.take.file }}" }, next: "book" },
      {
        id: "book",
        kind: "file",
        with: { do: "convert", file: "{{ steps.take.file }}", name: "orders.xlsx" },
        next: "send",
      },
      { id: "send", kind: "http", with: post("{{ steps.take.file }}"), next: "send_book" },
      { id: "send_book", kind: "http", with: post("{{ steps.book.file }}") },
    ],
  };
  const made = await ana.rpc("create_workflow", { org_id: orgId, name: "Orders", definition });
  workflow = made.data;
  await ana.rpc("publish_workflow", { id: workflow, expected_revision: 1 });
});
afterAll(async () => {
  await Promise.all(Object.values(functions ?? {}).map((one) => one.stop()));
  await stack?.stop();
  await new Promise((resolve) => receiver.close(resolve));
});

const tokenOf = async (person: SupabaseClient) =>
  (await person.auth.getSession()).data.session?.access_token ?? "";

/** Everything that the outbox owes, as the queue would bring it. */
async function bring(): Promise<void> {
  for (let round = 0; round < 50; round++) {
    const [due] = await stack.platform.sql`
      select id::float8 as id, topic, attempt from private.outbox
      where topic in ('files', 'run') and done_at is null and dead_at is null and due_at <= now()
      order by id limit 1`;
    if (!due) return;
    const to = due.topic === "run" ? "runs" : "jobs";
    const body = { outboxId: due.id, attempt: due.attempt };
    await deliverTo({ env: stack.env, fetch: functions[to].fetch }, to, { body });
  }
}

async function drop(path: string): Promise<{ run: string; step: string }> {
  const event = anEventNow({ op: "created", path, minutesAgo: 0 });
  await send(functions.ingest, { bearer: await tokenOf(ana), body: envelope(source, [event]) });
  await bring();
  const { data } = await ana.from("runs").select("id").eq("trigger->>path", path).single();
  return { run: data?.id, step: "take" };
}

async function ask(person: SupabaseClient, path: "uploads" | "uploads/done", body: object) {
  const response = await functions.api.fetch(
    new Request(`http://127.0.0.1/functions/v1/api/${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${await tokenOf(person)}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  );
  return { status: response.status, body: (await response.json()) as { url?: string; maxBytes?: number } };
}

const runOf = async (id: string) =>
  (await ana.from("runs").select("status,waits_for,error").eq("id", id).single()).data;

test("without its person's word a run fails at once and says who has to give it, and where", async () => {
  const refused = await drop("early.csv");

  expect(await runOf(refused.run)).toEqual({
    status: "failed",
    waits_for: null,
    error: {
      code: "no_consent",
      step: "take",
      message: `the person whose file it is has to allow copies on the workflow's page under "Your files"`,
    },
  });
});

test("what is taken back while a run waits for its file ends it, under the name of whose word it wants", async () => {
  await ana.rpc("consent_to_workflow", { id: workflow, copies: true });
  const waiting = await drop("taken-back.csv");
  expect(await runOf(waiting.run)).toMatchObject({ status: "waiting", waits_for: "file" });
  await stack.platform.sql`
    update public.profiles set display_name = 'Ana' where user_id = ${(await ana.auth.getUser()).data.user?.id ?? ""}`;

  await ana.rpc("withdraw_consent", { id: workflow });
  await bring();

  const { error } = (await runOf(waiting.run)) as { error: { code: string; message: string } };
  expect(error.code).toBe("no_consent");
  expect(error.message).toMatch(
    /^Ana has to let version 1 of this workflow use their files, and take copies/,
  );
});

test("a run waits for its file, takes it from its own person alone, reads, converts and sends it once", async () => {
  await ana.rpc("consent_to_workflow", { id: workflow, copies: true });
  const wanted = await drop("orders.csv");
  expect(await runOf(wanted.run)).toMatchObject({ status: "waiting", waits_for: "file" });
  expect((await ana.rpc("wanted_files")).data).toMatchObject([
    { run_id: wanted.run, step_key: "take", source_id: source, path: "orders.csv" },
  ]);
  expect((await ben.rpc("wanted_files")).data).toEqual([]);
  expect((await ask(ben, "uploads", wanted)).status).toBe(404);

  const opened = await ask(ana, "uploads", wanted);
  expect(opened).toMatchObject({ status: 200, body: { maxBytes: 10_485_760 } });
  const facts = { ...wanted, size: bytes.length, sha256: await sha256Of(bytes) };
  expect((await ask(ana, "uploads/done", facts)).status).toBe(400);
  const put = await fetch(opened.body.url ?? "", { method: "PUT", body: bytes });
  expect(put.status).toBe(200);
  expect((await ask(ben, "uploads/done", facts)).status).toBe(404);
  expect((await ask(ana, "uploads/done", facts)).status).toBe(200);
  expect((await ask(ana, "uploads/done", facts)).status).toBe(404);
  await bring();

  expect(await runOf(wanted.run)).toMatchObject({ status: "done", error: null });
  const { data: steps } = await ana.rpc("read_run_steps", { run_id: wanted.run });
  const read = (steps as { key: string; output: object }[]).find(({ key }) => key === "read");
  expect(read?.output).toEqual({
    count: 2,
    rows: [
      { name: "Anna", amount: "12" },
      { name: "Ben", amount: "3" },
    ],
  });
  expect(received.map(({ type }) => type)).toEqual([
    "text/csv; charset=utf-8",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ]);
  expect(received[0]?.body.toString()).toBe(CSV);
  const book = new Uint8Array(received[1]?.body ?? []);
  expect(await readFile(book, { format: "xlsx", hasHeader: false })).toEqual([
    ["name", "amount"],
    ["Anna", "12"],
    ["Ben", "3"],
  ]);
});

test("what is not the file that was told of is not read", async () => {
  const wanted = await drop("changed.csv");
  const { body } = await ask(ana, "uploads", wanted);
  await fetch(body.url ?? "", { method: "PUT", body: bytes });
  await ask(ana, "uploads/done", { ...wanted, size: bytes.length, sha256: "0".repeat(64) });
  await bring();

  expect(await runOf(wanted.run)).toMatchObject({
    status: "failed",
    error: { code: "changed", step: "read" },
  });
});

test("files go with their run, and nobody but the functions reads them", async () => {
  const wanted = await drop("gone.csv");
  const { body } = await ask(ana, "uploads", wanted);
  await fetch(body.url ?? "", { method: "PUT", body: bytes });
  const folder = () =>
    stack.platform.client({}, stack.platform.keys.secretKey).storage.from("run-files").list(wanted.run);
  expect((await folder()).data).toHaveLength(1);
  expect((await ana.storage.from("run-files").list(wanted.run)).data).toEqual([]);

  await stack.platform.sql`delete from public.runs where id = ${wanted.run}`;
  await stack.run("hourly");

  expect((await folder()).data).toEqual([]);
});
