import { templateParts } from "../../mining/templates/template.ts";
import { factsOfFile } from "../match-files.ts";
import type { Value } from "../parts.ts";
import type { FileTrigger, InputField, Trigger } from "../trigger.ts";

const NO_ID = "00000000-0000-4000-8000-000000000000";

/** What `trigger` holds in a run that this trigger starts: an example in its true shape. `now` in epoch milliseconds. */
export function sampleTrigger(trigger: Trigger, now: number): Value {
  const { kind } = trigger;
  const at = new Date(now).toISOString();
  switch (kind) {
    case "manual":
      return { kind };
    case "file":
      return factsOfFile({
        id: NO_ID,
        sourceId: trigger.sourceId ?? NO_ID,
        op: trigger.ops[0] ?? "created",
        path: samplePath(trigger, at),
        fromPath: null,
        size: 1024,
        at: now,
        files: 1,
      });
    case "webhook":
      return { kind, id: "msg_example", sentAt: at };
    case "pattern":
      return { kind, at, patternId: NO_ID, fingerprint: "example", patternKind: "rhythm", steps: [] };
    case "absence":
      return { kind, at, patternId: NO_ID, fingerprint: "example", patternKind: "rhythm", steps: [] };
    case "failure":
      return {
        kind,
        at,
        run: NO_ID,
        status: "failed",
        error: { code: "http_status", message: "the receiver answered 500" },
        workflow: { id: trigger.workflowId ?? NO_ID, name: "Another workflow" },
      };
    default:
      return { kind, at };
  }
}

/** What `input` holds in such a run: to each question of a form an answer of its type. */
export function sampleInput(trigger: Trigger, now: number): Record<string, Value> {
  if (trigger.kind !== "manual") return {};
  return Object.fromEntries(trigger.fields.map((field) => [field.name, sampleAnswer(field, now)]));
}

function sampleAnswer({ type, options }: InputField, now: number): Value {
  if (type === "number") return 1;
  if (type === "yes-no") return true;
  if (type === "date") return new Date(now).toISOString().slice(0, 10);
  return type === "choice" ? (options[0] ?? "") : "example";
}

/** A path that starts the workflow, where its form is a common one. */
export function samplePath({ match, pattern }: Pick<FileTrigger, "match" | "pattern">, at: string): string {
  if (match === "glob") return pattern.replace(/\*\*\//g, "a/").replace(/\*+|\?/g, "a");
  const values: Record<string, string> = {
    date: at.slice(0, 10),
    month: "March",
    time: "093000",
    timestamp: "20261130T093000",
    number: "7",
    version: "v2",
    hash: "9f86d081884c7d659a2feaa0c55ad015",
    name: "example",
    file: "example",
    files: "example.txt",
  };
  return templateParts(pattern)
    .map((part) => (part.kind === "text" ? part.text : (values[part.name] ?? part.name)))
    .join("");
}
