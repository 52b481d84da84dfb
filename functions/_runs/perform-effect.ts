import type { EffectResult } from "../../shared/workflows/engine/apply-result.ts";
import type { Effect } from "../../shared/workflows/engine/decision.ts";
import type { Value } from "../../shared/workflows/parts.ts";
import type { ConnectionTools } from "../_connections/use-connection.ts";
import { callRun, notifyAboutRun } from "../_db/call-run.ts";
import type { Database } from "../_db/client.ts";
import type { FileStore } from "../_files/open-files.ts";
import type { Job } from "../_http/publish.ts";
import type { Outbound } from "../_outbound/outbound.ts";
import { callAddress } from "./call-address.ts";

export interface EffectContext {
  sql: Database;
  outbound: Outbound;
  /** What secrets of connections are opened with; null: none can be. */
  connections: Pick<ConnectionTools, "masters" | "devOrigin"> | null;
  /** null: there is no room for files. */
  files: FileStore | null;
  run: { id: string; token: string };
  /** A message that a called run owes. */
  owe(job: Job): Promise<void>;
}

interface Notice {
  by: "floyo" | "slack-webhook";
  to: string;
  title: string;
  message: string;
  connectionId: string | null;
}

/**
 * Does what a step does outside, once its claim is stored. Never throws for what the other side did. What only some runs
 * need (connectors, files) is loaded at its first use: every worker would pay for it.
 */
export async function performEffect(effect: Effect, context: EffectContext): Promise<EffectResult> {
  const { sql, outbound, connections, run } = context;
  switch (effect.step.kind) {
    case "http":
      return performCall(effect, context);
    case "connector":
      return connections
        ? (await import("../_connections/perform-action.ts")).performAction(
            { sql, outbound, ...connections },
            effect,
            run,
            async (file) => (await import("./file-effects.ts")).takenFile(file, context),
          )
        : noSecrets();
    case "notify":
      return performNotify(effect, context);
    case "file":
      return (await import("./file-effects.ts")).performFile(effect, context);
    case "call-workflow":
      return callWorkflow(effect, context);
    default:
      return failed("not_available", `steps of the kind "${effect.step.kind}" cannot be run yet`);
  }
}

async function performNotify(effect: Effect, context: EffectContext): Promise<EffectResult> {
  const { sql, outbound, connections, run } = context;
  // The step's schema gave it this shape; templates only change what its texts say.
  const { by, to, title, message, connectionId } = effect.input as unknown as Notice;
  if (by === "floyo") {
    const said = { runId: run.id, key: effect.key, to, title: title || "Floyo", message };
    return { ended: "done", output: { told: await notifyAboutRun(sql, said) } };
  }
  if (connections === null) return noSecrets();
  const { performAction } = await import("../_connections/perform-action.ts");
  const text = [title, message].filter((part) => part !== "").join("\n") || "Floyo";
  const input = { connector: "slack", action: "post-to-webhook", connectionId, settings: { text } };
  return performAction({ sql, outbound, ...connections }, { ...effect, input }, run, () =>
    Promise.resolve(failed("no_file", "a message holds no file")),
  );
}

async function performCall(effect: Effect, context: EffectContext): Promise<EffectResult> {
  const { sql, connections, run } = context;
  const call = async (outbound: Outbound): Promise<EffectResult> => {
    if (!effect.input.connectionId) return callAddress(effect, outbound);
    if (connections === null) return noSecrets();
    const { callSigned } = await import("./call-signed.ts");
    return callSigned(effect, { sql, outbound, ...connections }, run);
  };
  if (!effect.input.file) return call(context.outbound);
  return (await import("./file-effects.ts")).sendingFile(effect, context, call);
}

function noSecrets(): EffectResult {
  return failed(
    "not_available",
    "secrets of connections cannot be opened here: FLOYO_SECRETS_KEYS is not set",
  );
}

function failed(code: string, message: string): Extract<EffectResult, { ended: "failed" }> {
  return { ended: "failed", error: { code, message }, isRetryable: false };
}

async function callWorkflow(effect: Effect, { sql, run, owe }: EffectContext): Promise<EffectResult> {
  const { workflowId, input, waits } = effect.input as { workflowId: string; input: Value; waits: boolean };
  const called = await callRun(sql, { runId: run.id, token: run.token, key: effect.key, workflowId, input });
  if (called.status === "refused") return failed("refused", called.message);
  if (called.status === "lost") return failed("lost", "another worker took this run over");
  if (called.job) await owe(called.job);
  return waits ? { ended: "waits" } : { ended: "done", output: { run: called.run } };
}
