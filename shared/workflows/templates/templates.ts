import { findConnector } from "../../connectors/connectors.ts";
import { CODE_TEMPLATES } from "./code.ts";
import { FILE_TEMPLATES } from "./files.ts";
import { HAND_OVER_TEMPLATES } from "./hand-over.ts";
import { MESSAGE_TEMPLATES } from "./messages.ts";
import { RECORD_TEMPLATES } from "./records.ts";
import type { Template } from "./template.ts";
import { WATCH_TEMPLATES } from "./watch.ts";

/** In the order a gallery shows, group after group. */
export const TEMPLATES: readonly Template[] = [
  ...FILE_TEMPLATES,
  ...HAND_OVER_TEMPLATES,
  ...MESSAGE_TEMPLATES,
  ...RECORD_TEMPLATES,
  ...CODE_TEMPLATES,
  ...WATCH_TEMPLATES,
];

/** Names of the services that it wants connections of, each once, in the order of its steps. */
export function servicesOf({ definition, signedCalls = [] }: Template): string[] {
  const keys = definition.steps.flatMap((step) => {
    if (step.kind === "connector") return [step.with.connector];
    if (step.kind === "notify" && step.with.by === "slack-webhook") return ["slack"];
    return signedCalls.includes(step.id) ? ["http"] : [];
  });
  return [...new Set(keys)].map((key) => findConnector(key)?.name ?? key);
}

/** Its definition as a draft begins: schedules by the clock of this zone (IANA). */
export function draftFromTemplate({ definition }: Template, timeZone: string): Template["definition"] {
  const { trigger } = definition;
  return trigger.kind === "schedule" ? { ...definition, trigger: { ...trigger, timeZone } } : definition;
}
