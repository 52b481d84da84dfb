import type { EffectResult } from "../../shared/workflows/engine/apply-result.ts";
import type { Effect } from "../../shared/workflows/engine/decision.ts";
import type { Outbound } from "../_outbound/outbound.ts";
import { OutboundError } from "../_outbound/outbound-error.ts";
import { applyHttp } from "./http-answer.ts";

/** Calls the address of an `http` step. */
export async function callAddress(
  effect: Effect,
  outbound: Outbound,
  signature: Readonly<Record<string, string>> = {},
): Promise<EffectResult> {
  const { headers, ...request } = applyHttp.request(effect.input);
  try {
    const answer = await outbound.request({
      ...request,
      headers: { ...headers, ...signature },
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
