import type { WorkflowDefinitionInput } from "../definition.ts";
import type { Template } from "./template.ts";

/** What a person would choose, by the place that is asked: `{ "tell.settings.channel": "C1", pattern: "Orders/*.csv" }`. */
export type Filling = Readonly<Record<string, unknown>>;

/**
 * The definition with these values, and with the connection of each service that has one; `connections` by the
 * connector's key. A place is `<step>.<field>`, of the trigger the field alone.
 */
export function fillTemplate(
  template: Pick<Template, "definition" | "signedCalls">,
  filling: Filling,
  connections: Readonly<Record<string, string>> = {},
): WorkflowDefinitionInput {
  const definition = JSON.parse(JSON.stringify(template.definition)) as WorkflowDefinitionInput;
  for (const step of definition.steps) {
    if (step.kind === "connector") step.with.connectionId = connections[step.with.connector] ?? null;
    if (step.kind === "notify" && step.with.by === "slack-webhook") {
      step.with.connectionId = connections.slack ?? null;
    }
    if (step.kind === "http" && template.signedCalls?.includes(step.id)) {
      step.with.connectionId = connections.http ?? null;
    }
  }
  for (const [place, value] of Object.entries(filling)) {
    const [first = "", ...rest] = place.split(".");
    const step = definition.steps.find(({ id }) => id === first);
    if (step) put(step.with, rest, value);
    else put(definition.trigger, [first, ...rest], value);
  }
  return definition;
}

function put(target: object, path: readonly string[], value: unknown): void {
  const [name = "", ...rest] = path;
  const place = target as Record<string, unknown>;
  if (rest.length === 0) place[name] = value;
  else put(place[name] as object, rest, value);
}
