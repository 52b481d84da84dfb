import type { z } from "zod";
import { findAction } from "../../shared/connectors/connectors.ts";
import type { EffectResult } from "../../shared/workflows/engine/apply-result.ts";
import type { Effect } from "../../shared/workflows/engine/decision.ts";
import { CONNECTOR } from "../../shared/workflows/kinds-outside.ts";
import type { Value } from "../../shared/workflows/parts.ts";
import { ConnectorError } from "../_connectors/connector-error.ts";
import { openConnection } from "../_db/open-connection.ts";
import { SealedConnection } from "./secret.ts";
import { type ConnectionTools, resultOf, useConnection } from "./use-connection.ts";

/** The bytes of a file of the run, or why there are none. */
export type TakeFile = (
  file: Value,
) => Promise<{ bytes: Uint8Array } | Extract<EffectResult, { ended: "failed" }>>;

/** Does the action of a `connector` step. */
export async function performAction(
  tools: ConnectionTools,
  effect: Effect,
  run: { id: string; token: string },
  takeFile: TakeFile,
): Promise<EffectResult> {
  try {
    const { connector, action, connectionId, settings } = CONNECTOR.schema.parse(effect.input);
    const row = findAction(connector, action);
    if (!row) throw new ConnectorError("unknown_action", `there is no action "${action}" of "${connector}"`);
    const input = row.input.safeParse(settings);
    if (!input.success) throw new ConnectorError("invalid_input", sayFirst(input.error));
    const file = (input.data as { file?: Value }).file ?? null;
    const taken = file === null ? null : await takeFile(file);
    if (taken && "ended" in taken) return taken;
    const sent = taken ? { bytes: taken.bytes } : {};
    const sealed = await connectionOf(tools, run, connectionId, connector);
    const options = { timeoutMs: effect.step.timeoutSeconds * 1000, idempotencyKey: effect.idempotencyKey };
    return resultOf(
      await useConnection(tools, sealed, options, async ({ adapter, credential }, context) => ({
        ended: "done",
        output:
          (await adapter.actions[action]?.({ ...(input.data as object), ...sent }, credential, context)) ??
          null,
      })),
    );
  } catch (error) {
    if (error instanceof ConnectorError) return error.toResult();
    throw error;
  }
}

/** The connection of a step, of the run's own organisation. Throws `no_connection` where there is none. */
export async function connectionOf(
  { sql }: ConnectionTools,
  run: { id: string; token: string },
  connectionId: string | null,
  connector: string,
): Promise<SealedConnection> {
  if (connectionId === null) throw new ConnectorError("no_connection", "choose a connection for this step");
  const found = await openConnection(sql, { runId: run.id, token: run.token, connectionId });
  if (!found) throw new ConnectorError("no_connection", "the connection of this step was deleted");
  const sealed = SealedConnection.parse(found);
  if (sealed.connector !== connector) {
    throw new ConnectorError(
      "wrong_connection",
      `this step needs a connection of ${connector}, not of ${sealed.connector}`,
    );
  }
  return sealed;
}

function sayFirst(error: z.ZodError): string {
  const [issue] = error.issues;
  return `settings.${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not valid"}`;
}
