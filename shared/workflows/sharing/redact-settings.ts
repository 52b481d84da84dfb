import { findAction, findConnector } from "../../connectors/connectors.ts";
import type { Step, StepOf } from "../definition.ts";
import type { Value } from "../parts.ts";
import { stepKind } from "../step-kinds.ts";
import { keepExpressions, redactExpression, redactTemplate, redactText } from "./redact-text.ts";

/** Something that was taken out: `steps.2.with.settings.channel`, `Channel`. */
export interface Gap {
  place: string;
  label: string;
}

interface Field {
  field: string;
  label: string;
  input: string;
}

/** Texts that people read, beside every long one: of all other templates the literal ones go. */
const PROSE = new Set(["title", "subject", "message", "until"]);
/** `text/csv` tells nothing of anybody. */
const MEDIA_TYPE = /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/;

/** What `with` of a step becomes; what was taken out is added to `gaps`. */
export function redactSettings(step: Step, place: string, gaps: Gap[]): Record<string, unknown> {
  if (step.kind === "connector") return redactConnector(step, place, gaps);
  const settings = step.with as Record<string, unknown>;
  const { form } = stepKind(step.kind);
  const redacted = form.map((field) => {
    const value = settings[field.field];
    return [field.field, redactField(step.kind, field, value, `${place}.${field.field}`, gaps)] as const;
  });
  return Object.fromEntries(redacted.filter(([, value]) => value !== undefined));
}

function redactConnector({ with: given }: StepOf<"connector">, place: string, gaps: Gap[]) {
  const action = findAction(given.connector, given.action);
  const name = findConnector(given.connector)?.name ?? given.connector;
  gaps.push({ place: `${place}.connectionId`, label: `Connection of ${name}` });
  const required = new Set(action?.input.safeParse({}).error?.issues.map(({ path }) => String(path[0])));
  const settings: Record<string, unknown> = {};
  for (const field of action?.form ?? []) {
    const before = given.settings[field.field];
    if (before === undefined) continue;
    const at = `${place}.settings.${field.field}`;
    const after = redactField("connector", field, before, at, gaps);
    // An empty text is no value: what has a default takes it, what has none is marked as missing.
    if (after !== "" || required.has(field.field)) settings[field.field] = after;
  }
  return { connector: given.connector, action: given.action, connectionId: null, settings };
}

function redactField(
  kind: string,
  { field, label, input }: Field,
  value: unknown,
  place: string,
  gaps: Gap[],
) {
  if (value === undefined || value === null) return value;
  switch (input) {
    case "expression":
      return noting(value, redactExpression(String(value)), { place, label }, gaps);
    case "cases":
      return (value as { name: string; when: string; next: string | null }[]).map((way, index) => ({
        name: redactText(way.name),
        when: noting(way.when, redactExpression(way.when), { place: `${place}.${index}.when`, label }, gaps),
        next: way.next,
      }));
    case "template":
    case "long-template":
      return redactWords({ kind, field, input }, String(value), { place, label }, gaps);
    case "json":
    case "pairs":
      return redactValue(value as Value, { place, label }, gaps);
    case "workflow":
      return noting(value, "", { place, label }, gaps);
    case "connection":
      return noting(value, null, { place, label: "Connection" }, gaps);
    default:
      return value;
  }
}

function redactWords(
  { kind, field, input }: { kind: string; field: string; input: string },
  text: string,
  gap: Gap,
  gaps: Gap[],
): string {
  if (kind === "file" && field === "name") {
    return noting(text, keepExpressions(text) || `file${endingOf(text)}`, gap, gaps);
  }
  if (field === "type" && MEDIA_TYPE.test(text)) return text;
  const isProse = input === "long-template" || PROSE.has(field);
  if (!isProse) return noting(text, keepExpressions(text), gap, gaps);
  return noting(text, redactTemplate(text), { ...gap, label: `a part of “${gap.label}”` }, gaps);
}

/** A file's ending says what it is. */
function endingOf(name: string): string {
  return /\.[a-z]{2,5}$/i.exec(name)?.[0].toLowerCase() ?? "";
}

/** Expressions, numbers and the names of what a value holds stay; literal texts go. */
function redactValue(value: Value, gap: Gap, gaps: Gap[]): Value {
  if (typeof value === "string") return noting(value, keepExpressions(value), gap, gaps);
  if (typeof value !== "object" || value === null) return value;
  const within = (name: string | number): Gap => ({ ...gap, place: `${gap.place}.${name}` });
  if (Array.isArray(value)) return value.map((child, index) => redactValue(child, within(index), gaps));
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => {
      const said = redactText(name);
      return [said, redactValue(child, within(said), gaps)];
    }),
  );
}

function noting<After>(before: unknown, after: After, gap: Gap, gaps: Gap[]): After {
  if (before !== after) gaps.push(gap);
  return after;
}
