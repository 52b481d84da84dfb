import type { Value } from "../../shared/workflows/parts.ts";
import type { Database } from "../_db/client.ts";
import { receiveWebhook } from "../_db/receive-webhook.ts";
import type { Background } from "../_http/background.ts";
import { parseJson, readText } from "../_http/body.ts";
import { endpoint, json, type RequestContext } from "../_http/endpoint.ts";
import type { Limit } from "../_http/limits.ts";
import { Refusal } from "../_http/refusal.ts";
import type { Runner } from "../_runs/open-runner.ts";
import type { HookKey, Keyring } from "./keyring.ts";
import { type MessageHead, readHead, signerOf } from "./message.ts";
import { endOf } from "./wait-for-end.ts";

/** What a run takes as its input. */
const MAX_BYTES = 256 * 1024;

interface Message extends MessageHead {
  secretId: string;
  body: string;
}

interface ReceiveOptions {
  sql: Database;
  keyring: Keyring;
  runner: Runner;
  limit: Limit;
  background: Background;
  waitMs?: number | undefined;
}

/**
 * `POST /hooks/<workflow>`: a message signed as Standard Webhooks asks starts a run, once for its id, whose input is the
 * body. 202 with the run's id; where the trigger answers when done, 200 with its output if it ends in time.
 */
export function receiveEndpoint(
  options: ReceiveOptions,
): (request: Request, workflowId: string) => Promise<Response> {
  return (request, workflowId) =>
    endpoint<Message, Value>({
      name: "hooks",
      authenticate: (given, context) => readMessage(options.keyring, given, { workflowId, context }),
      limit: () => options.limit(workflowId),
      parse: async (_request, { body }) => parseJson(body) as Value,
      run: (input, message, context) => start(options, { workflowId, input, message, context }),
    }).fetch(request);
}

async function readMessage(
  keyring: Keyring,
  request: Request,
  { workflowId, context }: { workflowId: string; context: RequestContext },
): Promise<Message> {
  const head = readHead(request.headers, context.receivedAt);
  if ((request.headers.get("content-encoding") ?? "identity") !== "identity") {
    throw new Refusal({
      code: "invalid_input",
      status: 415,
      message: "send the body as it was signed, not packed",
    });
  }
  const body = await readText(request, { maxBytes: MAX_BYTES });
  const known = await signerOf<HookKey>(await keyring.known(workflowId), head, body);
  const signer = known ?? (await signerOf<HookKey>(await keyring.fresh(workflowId), head, body));
  if (signer === null) throw notSigned();
  return { ...head, secretId: signer.id, body };
}

/** One answer for all that must not be told apart from outside. */
function notSigned(): Refusal {
  return new Refusal({
    code: "unauthorized",
    message:
      "there is no webhook at this address, or the signature is not good; sign webhook-id.webhook-timestamp.body",
  });
}

const NO_VALUE = ["22P05", "22P02"];
const TOO_LONG = "23514";

/** What JSON can say and Postgres cannot keep. */
function refuseInput(error: unknown): never {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (NO_VALUE.includes(code)) {
    const message = "the body holds a NUL or half a surrogate pair; leave them out";
    throw new Refusal({ code: "invalid_input", message });
  }
  if (code === TOO_LONG) {
    throw new Refusal({
      code: "limit_exceeded",
      status: 413,
      message: "the body written out has more than 1 MiB",
    });
  }
  throw error;
}

async function start(
  { sql, keyring, runner, background, waitMs }: ReceiveOptions,
  {
    workflowId,
    input,
    message,
    context,
  }: { workflowId: string; input: Value; message: Message; context: RequestContext },
): Promise<Response> {
  const { id, sentAt, secretId } = message;
  const { leaseMs } = runner;
  const received = await receiveWebhook(sql, { workflowId, secretId, id, sentAt, input, leaseMs }).catch(
    refuseInput,
  );
  switch (received.status) {
    case "unknown":
      await keyring.fresh(workflowId);
      throw notSigned();
    case "not_started_so":
      throw new Refusal({ code: "conflict", message: "the published workflow is not started by a webhook" });
    case "paused":
      throw new Refusal({
        code: "conflict",
        message: "the workflow is paused; send it again once it goes on",
      });
    case "seen":
      return json({ run: received.run, duplicate: true }, 202);
  }
  const { run, claim, job, answer } = received;
  const work = (async () => {
    if (claim) return runner.begin(claim, context.log);
    if (job) await runner.owe(job, context.log);
    return null;
  })();
  const logged = work.catch((error: unknown) => {
    context.log.error({ event: "run failed here", run }, error);
    return null;
  });
  background.run(logged);
  if (answer === "at-once") return json({ run }, 202);
  const ended = await endOf(sql, { run, work: logged, waitMs });
  return ended === null ? json({ run }, 202) : json({ run, ...ended });
}
