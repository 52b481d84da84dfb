import { checkDefinition } from "../../shared/workflows/check-definition.ts";
import { type ClaimedRun, passVersion } from "../_db/claim-run.ts";
import type { Database } from "../_db/client.ts";

/**
 * What the editor would refuse of a version that was published past it, with its place; null: nothing, which is noted so
 * that no later run asks again. A time that never comes is no fault of a run that is there.
 */
export async function faultOfVersion(
  sql: Database,
  { definition, facts: { workflow } }: ClaimedRun,
): Promise<string | null> {
  const { issues } = checkDefinition(definition, { now: Date.now(), workflowId: workflow.id });
  const fault = issues.find(({ severity, code }) => severity === "error" && code !== "never_due");
  if (fault) return `the published definition is not valid at ${fault.place || "its top"}: ${fault.message}`;
  await passVersion(sql, workflow);
  return null;
}
