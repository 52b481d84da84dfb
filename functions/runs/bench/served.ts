import { mkdtemp, rm } from "node:fs/promises";
import { Agent, createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import { startFunctions } from "../../../supabase/local/functions/start.ts";
import type { Stack } from "../../testing/stack.ts";

const SECRETS_KEYS = `bench:${btoa("b".repeat(32))}`;

export interface Hook {
  /** Sends one message and gives status and body of the answer. */
  send(input: unknown): Promise<{ status: number; body: Record<string, unknown> }>;
}

export interface Served {
  /** A webhook of a workflow, with a secret of its own. */
  openHook(workflowId: string, userId: string): Promise<Hook>;
  stop(): Promise<void>;
}

/** `functions/hooks` in Deno, as hosted runs it, behind HTTP on this machine. */
export async function serveHooks(stack: Stack, exempt: string): Promise<Served> {
  const denoDir = await mkdtemp(join(tmpdir(), "floyo-bench-"));
  const functions = await startFunctions({
    root: join(import.meta.dirname, "../../.."),
    env: {
      ...stack.variables,
      FLOYO_SECRETS_KEYS: SECRETS_KEYS,
      FLOYO_HOOKS_PER_MINUTE: "1000000",
      FLOYO_DEV_OUTBOUND_EXEMPT: exempt,
    },
    denoDir,
    watch: false,
    log: (line) => (line.includes('"level":"info"') ? null : process.stderr.write(`${line}\n`)),
  });
  const server = createServer(
    (request, response) => void functions.handleRequest(request, response, "hooks"),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  if (!(await functions.warm("hooks"))) throw new Error("functions/hooks does not load");
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });

  function post(path: string, headers: Record<string, string>, body: string) {
    return new Promise<{ status: number; body: Record<string, unknown> }>((resolve, reject) => {
      const outgoing = httpRequest(
        { host: "127.0.0.1", port, path: `/functions/v1/hooks/${path}`, method: "POST", agent, headers },
        async (response) => {
          let text = "";
          for await (const chunk of response) text += chunk;
          try {
            resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) });
          } catch (error) {
            reject(error);
          }
        },
      );
      outgoing.once("error", reject);
      outgoing.end(body);
    });
  }

  return {
    async openHook(workflowId, userId) {
      const authorization = `Bearer ${await stack.issuer.token(userId)}`;
      const made = await post(`${workflowId}/secrets`, { authorization }, "");
      if (made.status !== 201) throw new Error(`no secret was made: ${JSON.stringify(made.body)}`);
      const webhook = new Webhook(String(made.body.secret));
      return {
        send(input) {
          const body = JSON.stringify(input);
          const id = `msg_${crypto.randomUUID()}`;
          const at = new Date();
          return post(
            workflowId,
            {
              "content-type": "application/json",
              "webhook-id": id,
              "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
              "webhook-signature": webhook.sign(id, at, body),
            },
            body,
          );
        },
      };
    },
    async stop() {
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await functions.stop();
      await rm(denoDir, { recursive: true, force: true });
    },
  };
}
