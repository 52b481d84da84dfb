import { findAction, findConnector } from "@floyo/shared/connectors/connectors.ts";
import { formatSpan } from "../../../lib/format-time.ts";
import type { DraftStep } from "../draft.ts";
import { withDefaults } from "../draft-steps.ts";
import { kindOf } from "../step-title.ts";

/** What a step does, in a line: its own settings, or what its kind does while they are empty. */
export function stepLine(step: DraftStep): string {
  const settings = withDefaults(step).with;
  const line = LINES[step.kind]?.(settings).replace(/\s+/g, " ").trim();
  return line || (kindOf(step.kind)?.description ?? `a kind that this page does not know: ${step.kind}`);
}

type Settings = Record<string, unknown>;

const LINES: Record<string, (settings: Settings) => string> = {
  http: ({ method, url }) => (url ? `${text(method)} ${text(url).replace(/^https:\/\//, "")}` : ""),
  file: ({ do: what, name, file }) => (what === "take" ? "" : `${text(what)} ${text(name) || text(file)}`),
  connector: ({ connector, action }) => {
    const service = findConnector(text(connector))?.name ?? text(connector);
    return `${service}: ${findAction(text(connector), text(action))?.name ?? text(action)}`;
  },
  notify: ({ title, message }) => text(title) || text(message),
  approval: ({ message }) => text(message),
  delay: ({ seconds, until }) =>
    typeof seconds === "number" ? formatSpan(seconds * 1000) : until ? `until ${text(until)}` : "",
  branch: ({ cases }) => ways(cases),
  "for-each": ({ items }) => (items ? `each of ${text(items)}` : ""),
  set: ({ values }) => (typeof values === "object" && values ? Object.keys(values).join(", ") : ""),
  transform: ({ expression }) => text(expression),
};

function ways(cases: unknown): string {
  const all = Array.isArray(cases) ? (cases as { name?: string; when?: string }[]) : [];
  return all.flatMap(({ name, when }) => name?.trim() || when?.trim() || []).join(" · ");
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
