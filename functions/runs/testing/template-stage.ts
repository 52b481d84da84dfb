import type { SupabaseClient } from "@supabase/supabase-js";
import { Webhook } from "standardwebhooks";
import { type Filling, fillTemplate } from "../../../shared/workflows/templates/fill-template.ts";
import { TEMPLATES } from "../../../shared/workflows/templates/templates.ts";
import type { Services } from "../../_connectors/testing/serve-services.ts";
import { type SmtpServer, startSmtpServer } from "../../_connectors/testing/smtp-server.ts";
import { sha256Of } from "../../_files/sha256.ts";
import { createOutbound } from "../../_outbound/outbound.ts";
import { makeCertificate } from "../../_outbound/testing/certificate.ts";
import { openNodeLine } from "../../_outbound/testing/node-line.ts";
import { readMasterKeys } from "../../_secrets/master-keys.ts";
import { createApi } from "../../api/api.ts";
import { createConnections } from "../../connections/connections.ts";
import { createHooks } from "../../hooks/hooks.ts";
import { createIngest } from "../../ingest/ingest.ts";
import { createJobs } from "../../jobs/jobs.ts";
import { type AccountStack, startAccountStack } from "../../testing/account-stack.ts";
import { anEventNow, envelope, send } from "../../testing/batches.ts";
import { deliverTo } from "../../testing/deliver.ts";
import { createRuns } from "../runs.ts";
import { serveTemplateServices, templateCredentials } from "./template-services.ts";

export interface PlayedRun {
  id: string;
  status: string;
  waits_for: string | null;
  error: { code: string; message: string; step?: string } | null;
}

/** One person with a connection of every service, and all that starts workflows, in this process. */
export interface TemplateStage {
  services: Services;
  mails: SmtpServer["mails"];
  stack: AccountStack;
  /** The person's client, and ids. */
  ana: SupabaseClient;
  userId: string;
  orgId: string;
  /** Ids of connections, by name. */
  connections: Record<string, string>;
  /** Publishes a template with its gaps filled in; gives the workflow's id. */
  publish(key: string, filling?: Filling): Promise<string>;
  publishDefinition(name: string, definition: object): Promise<string>;
  /** A file appears in the watched folder, and is handed over when a run asks for it. */
  drop(workflowId: string, path: string, bytes?: Uint8Array): Promise<void>;
  /** Another program sends a signed message. */
  sendMessage(workflowId: string, body: object): Promise<void>;
  startByHand(workflowId: string, input?: object): Promise<void>;
  /** The clock passes a time of its schedule. */
  passSchedule(workflowId: string): Promise<void>;
  /** What waits for a time finds that it has come. */
  passTime(workflowId: string): Promise<void>;
  answer(workflowId: string, step: string, approved: boolean): Promise<void>;
  /** Everything that the outbox owes, as the queue would bring it. */
  bring(): Promise<void>;
  runsOf(workflowId: string): Promise<PlayedRun[]>;
  /** The status of each of its runs, or why it failed. */
  ends(workflowId: string): Promise<unknown[]>;
  /** What came to a service since the last clearing, the first one first. */
  came(host: string): Services["received"];
  /** Keys of the templates that were published. */
  played: ReadonlySet<string>;
  /** Deletes what was published, which the next files and failures would start too, and forgets what came. */
  clear(): Promise<void>;
  /** Titles of what Floyo told the person. */
  told(): Promise<string[]>;
  stop(): Promise<void>;
}

export async function openTemplateStage(rows: unknown[][]): Promise<TemplateStage> {
  const services = await serveTemplateServices(rows);
  const { key, cert } = makeCertificate(["DNS:mail.example.com"]);
  const smtp = await startSmtpServer({ key, cert, tls: "at-once" });
  const stack = await startAccountStack();
  const { env } = stack;
  const outbound = {
    ...createOutbound({ exempt: [services.exempt] }),
    open: (line: Parameters<typeof openNodeLine>[0]) => openNodeLine(line, { port: smtp.port, trust: cert }),
  };
  const masters = await readMasterKeys(`test:${btoa("t".repeat(32))}`);
  const secrets = { masters, devOrigin: services.origin };
  const functions = {
    api: createApi(env),
    connections: createConnections(env, { outbound, ...secrets }),
    hooks: createHooks(env, { outbound, ...secrets, waitMs: 3000 }),
    ingest: createIngest(env),
    jobs: createJobs(env),
    runs: createRuns(env, { outbound, connections: secrets }),
  };
  const { sql } = stack.platform;
  const ana = await stack.platform.person("ana@example.com");
  const orgId = String(must(await ana.rpc("ensure_personal_org")));
  const session = (await ana.auth.getSession()).data.session;
  const [userId, bearer] = [session?.user.id ?? "", session?.access_token ?? ""];
  const added = must(
    await ana.from("sources").insert({ org_id: orgId, kind: "folder", name: "Work" }).select("id").single(),
  ) as { id: string };
  const connections: Record<string, string> = {};
  const played = new Set<string>();
  const published: string[] = [];

  // biome-ignore lint/suspicious/noExplicitAny: each caller reads what its own command answers
  async function post(to: "api" | "connections" | "hooks", path: string, body: object): Promise<any> {
    const response = await functions[to].fetch(
      new Request(`http://127.0.0.1/functions/v1/${to}${path}`, {
        method: "POST",
        headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    );
    const answer = await response.json();
    if (!response.ok) throw new Error(`${to}${path}: ${JSON.stringify(answer)}`);
    return answer;
  }

  for (const [name, { connector, credential, isSignedIn }] of Object.entries(
    templateCredentials(services.origin),
  )) {
    const { id, tried } = await post("connections", "", { do: "add", orgId, connector, name, credential });
    connections[name] = id;
    if (!isSignedIn) {
      if (!tried.works) throw new Error(`${name}: ${tried.error}`);
      continue;
    }
    const { url } = await post("connections", "", { do: "begin-sign-in", id });
    const state = new URL(url).searchParams.get("state");
    await post("connections", "", { do: "end-sign-in", state, code: "code-1" });
  }

  async function bring(): Promise<void> {
    for (let round = 0; round < 100; round++) {
      const [due] = await sql`
        select id::float8 as id, topic, attempt from private.outbox
        where topic in ('files', 'run') and done_at is null and dead_at is null and due_at <= now()
        order by id limit 1`;
      if (!due) return;
      const to = due.topic === "run" ? "runs" : "jobs";
      await deliverTo({ env, fetch: functions[to].fetch }, to, {
        body: { outboxId: due.id, attempt: due.attempt },
      });
    }
    throw new Error("the outbox does not come to an end");
  }

  const runsOf = async (workflowId: string) =>
    must(
      await ana
        .from("runs")
        .select("id,status,waits_for,error")
        .eq("workflow_id", workflowId)
        .order("created_at"),
    ) as PlayedRun[];

  async function publishDefinition(name: string, definition: object): Promise<string> {
    const id = must(await ana.rpc("create_workflow", { org_id: orgId, name, definition })) as string;
    must(await ana.rpc("publish_workflow", { id, expected_revision: 1 }));
    published.push(id);
    return id;
  }

  async function clear(): Promise<void> {
    for (const id of published.splice(0)) must(await ana.rpc("delete_workflow", { id }));
    await sql`delete from public.notifications`;
    services.received.length = 0;
    smtp.mails.length = 0;
  }

  await clear();
  return {
    services,
    clear,
    played,
    came: (host) => services.received.filter((one) => one.host === host),
    ends: async (workflowId) => (await runsOf(workflowId)).map(({ status, error }) => error ?? status),
    mails: smtp.mails,
    stack,
    ana,
    userId,
    orgId,
    connections,
    bring,
    runsOf,
    publishDefinition,
    publish(key, filling = {}) {
      const template = TEMPLATES.find((one) => one.key === key);
      if (!template) throw new Error(`no template is called ${key}`);
      played.add(key);
      return publishDefinition(template.name, fillTemplate(template, filling, connections));
    },
    async drop(workflowId, path, bytes) {
      must(await ana.rpc("consent_to_workflow", { id: workflowId, copies: true }));
      const event = anEventNow({ op: "created", path, minutesAgo: 0, size: bytes?.length ?? 0 });
      await send(functions.ingest, { bearer, body: envelope(added.id, [event]) });
      await bring();
      const [run] = await runsOf(workflowId);
      if (!run || !bytes) return;
      const wanted = { run: run.id, step: "take" };
      const { url } = await post("api", "/uploads", wanted);
      await fetch(url, { method: "PUT", body: bytes as BodyInit });
      await post("api", "/uploads/done", { ...wanted, size: bytes.length, sha256: await sha256Of(bytes) });
      await bring();
    },
    async sendMessage(workflowId, body) {
      const { secret } = await post("hooks", `/${workflowId}/secrets`, {});
      const [id, at, text] = ["msg_1", new Date(), JSON.stringify(body)];
      const headers = {
        "content-type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
        "webhook-signature": new Webhook(secret).sign(id, at, text),
      };
      // Sent twice, as senders do that got no answer: it is one message.
      for (let time = 0; time < 2; time++) {
        const response = await functions.hooks.fetch(
          new Request(`http://127.0.0.1/functions/v1/hooks/${workflowId}`, {
            method: "POST",
            headers,
            body: text,
          }),
        );
        if (response.status !== 202) throw new Error(`the webhook answered ${await response.text()}`);
      }
    },
    async startByHand(workflowId, input = {}) {
      must(await ana.rpc("start_run", { workflow_id: workflowId, input }));
      await bring();
    },
    async passSchedule(workflowId) {
      await sql`
        update private.schedules set counted_until = now() - interval '8 days', due_at = null
        where workflow_id = ${workflowId}`;
      await stack.run("tick");
      await bring();
    },
    async passTime(workflowId) {
      await sql`
        update public.run_steps set due_at = now() - interval '1 second'
        where status in ('waiting', 'retrying') and run_id in (select id from public.runs where workflow_id = ${workflowId})`;
      await sql`update private.outbox set due_at = now() - interval '1 second' where topic = 'run' and done_at is null`;
      await bring();
    },
    async answer(workflowId, step, approved) {
      const [run] = await runsOf(workflowId);
      must(
        await ana.rpc("answer_approval", { run_id: run?.id, key: step, approved, comment: "wrong month" }),
      );
      await bring();
    },
    async told() {
      const rows = must(await ana.from("notifications").select("title").eq("kind", "message"));
      return (rows as { title: string }[]).map(({ title }) => title);
    },
    async stop() {
      await Promise.all(Object.values(functions).map((one) => one.stop()));
      await stack.stop();
      await services.stop();
      await smtp.stop();
    },
  };
}

function must({ data, error }: { data: unknown; error: { message: string } | null }): unknown {
  if (error) throw new Error(error.message);
  return data;
}
