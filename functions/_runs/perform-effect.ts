import type { EffectResult } from "../../shared/workflows/engine/apply-result.ts";
import type { Effect } from "../../shared/workflows/engine/decision.ts";
import type { Value } from "../../shared/workflows/parts.ts";
import { callRun, notifyAboutRun } from "../_db/call-run.ts";
import type { Database } from "../_db/client.ts";
import type { Job } from "../_http/publish.ts";
import type { Outbound } from "../_outbound/outbound.ts";
import { OutboundError } from "../_outbound/outbound-error.ts";
import { applyHttp } from "./http-answer.ts";

export interface EffectContext {
  sql: Database;
  outbound: Outbound;
  run: { id: string; token: string };
  /** A message that a called run owes. */
  owe(job: Job): Promise<void>;
}

/** Does what a step does outside, once its claim is stored. Never throws for what the other side did. */
export async function performEffect(effect: Effect, context: EffectContext): Promise<EffectResult> {
  switch (effect.step.kind) {
    case "http":
      return callAddress(effect, context);
    case "notify": {
      const { to, title, message } = effect.input as { to: string; title: string; message: string };
      const told = await notifyAboutRun(context.sql, {
        runId: context.run.id,
        key: effect.key,
        to,
        title: title || "Floyo",
        message,
      });
      return { ended: "done", output: { told } };
    }
    case "call-workflow":
      return callWorkflow(effect, context);
    default:
      return failed("not_available", `steps of the kind "${effect.step.kind}" cannot be run yet`);
  }
}

function failed(code: string, message: string): EffectResult {
  return { ended: "failed", error: { code, message }, isRetryable: false };
}

async function callAddress(effect: Effect, { outbound }: EffectContext): Promise<EffectResult> {
  // Sending it without the credentials it was built for would be another call than the one asked for.
  if (effect.input.connectionId)
    return failed("not_available", "calls cannot be signed in with a connection yet");
  const request = applyHttp.request(effect.input);
  try {
    const answer = await outbound.request({
      ...request,
      timeoutMs: effect.step.timeoutSeconds * 1000,
      idempotencyKey: effect.idempotencyKey,
    });
    return applyHttp.result(answer);
  } catch (cause) {
    if (!(cause instanceof OutboundError)) throw cause;
    const error = { code: cause.reason, message: cause.message };
    // Before anything was sent nothing can have happened.
    if (cause.sent && cause.reason !== "refused_redirect") return { ended: "unknown", error };
    return { ended: "failed", error, isRetryable: cause.code === "unavailable" };
  }
}

async function callWorkflow(effect: Effect, { sql, run, owe }: EffectContext): Promise<EffectResult> {
  const { workflowId, input, waits } = effect.input as { workflowId: string; input: Value; waits: boolean };
  const called = await callRun(sql, { runId: run.id, token: run.token, key: effect.key, workflowId, input });
  if (called.status === "refused") return failed("refused", called.message);
  if (called.status === "lost") return failed("lost", "another worker took this run over");
  if (called.job) await owe(called.job);
  return waits ? { ended: "waits" } : { ended: "done", output: { run: called.run } };
}
