import { HTTP } from "../../shared/connectors/http.ts";
import type { EffectResult } from "../../shared/workflows/engine/apply-result.ts";
import type { Effect } from "../../shared/workflows/engine/decision.ts";
import { connectionOf } from "../_connections/perform-action.ts";
import { type ConnectionTools, resultOf, useConnection } from "../_connections/use-connection.ts";
import { ConnectorError } from "../_connectors/connector-error.ts";
import { signedHeaders } from "../_connectors/http.ts";
import { callAddress } from "./call-address.ts";
import { applyHttp } from "./http-answer.ts";

/** Calls the address of an `http` step, signed in with its connection. */
export async function callSigned(
  effect: Effect,
  tools: ConnectionTools,
  run: { id: string; token: string },
): Promise<EffectResult> {
  try {
    const sealed = await connectionOf(tools, run, String(effect.input.connectionId), HTTP.key);
    const options = { timeoutMs: effect.step.timeoutSeconds * 1000, idempotencyKey: effect.idempotencyKey };
    const used = await useConnection(tools, sealed, options, async (opened, { token }) => {
      const credential = HTTP.credential.parse(opened.credential);
      const { url } = applyHttp.request(effect.input);
      return orThrow(await callAddress(effect, tools.outbound, signedHeaders(credential, url, token)));
    });
    return resultOf(used);
  } catch (error) {
    if (error instanceof ConnectorError) return error.toResult();
    throw error;
  }
}

/** What failed is thrown, so that a secret that was refused is told from one that was taken. */
function orThrow(result: EffectResult): EffectResult {
  if (result.ended === "done" || result.ended === "waits") return result;
  const { code, message, status } = result.error;
  throw new ConnectorError(code, message, {
    ...(status === undefined ? {} : { status }),
    ...(result.ended === "unknown"
      ? { isUnknown: true }
      : { isRetryable: result.isRetryable, retryAfterSeconds: result.retryAfterSeconds }),
    blamesSecret: status === 401,
  });
}
