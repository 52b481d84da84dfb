import { findAction, findConnector } from "../connectors/connectors.ts";
import type { StepOf, WorkflowDefinition } from "./definition.ts";
import type { DefinitionIssue } from "./issue.ts";

/** Steps that use services: whether service and action exist, and whether the settings are those of the action. */
export function checkConnectors({ steps }: WorkflowDefinition): DefinitionIssue[] {
  return steps.flatMap((step, index) => {
    const place = `steps.${index}.with`;
    if (step.kind === "connector") return checkStep(step, place);
    const lacks = step.kind === "notify" && step.with.by !== "floyo" && step.with.connectionId === null;
    return lacks ? [noConnection("Slack", place)] : [];
  });
}

function checkStep({ with: given }: StepOf<"connector">, place: string): DefinitionIssue[] {
  const connector = findConnector(given.connector);
  if (!connector) {
    const message = `there is no service "${given.connector}"`;
    return [{ place: `${place}.connector`, code: "unknown_connector", message, severity: "error" }];
  }
  const action = findAction(given.connector, given.action);
  if (!action) {
    const message = `${connector.name} has no action "${given.action}"`;
    return [{ place: `${place}.action`, code: "unknown_action", message, severity: "error" }];
  }
  const parsed = action.input.safeParse(given.settings);
  const issues = (parsed.error?.issues ?? [])
    .filter(({ path }) => !holdsTemplate(given.settings, path))
    .map(({ path, message }): DefinitionIssue => {
      const words = isMissing(given.settings, path) ? "this is missing" : message;
      return {
        place: [place, "settings", ...path].join("."),
        code: "invalid",
        message: words,
        severity: "error",
      };
    });
  if (given.connectionId !== null) return issues;
  return [...issues, noConnection(connector.name, place)];
}

function noConnection(service: string, place: string): DefinitionIssue {
  const message = `choose a connection of ${service}; without one this step fails`;
  return { place: `${place}.connectionId`, code: "no_connection", message, severity: "warning" };
}

/** What a template will be is known when the run has filled it in. */
function holdsTemplate(settings: unknown, path: readonly PropertyKey[]): boolean {
  let value = settings;
  for (const part of path) {
    if (typeof value !== "object" || value === null) break;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return typeof value === "string" && value.includes("{{");
}

function isMissing(settings: Readonly<Record<string, unknown>>, path: readonly PropertyKey[]): boolean {
  const value = settings[String(path[0])];
  return path.length === 1 && (value === undefined || value === "");
}
