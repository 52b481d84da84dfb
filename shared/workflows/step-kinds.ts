import { z } from "zod";
import { Expression, MAX_LOOP_ITEMS, MAX_WAIT_SECONDS, NextStep, Template, Value } from "./parts.ts";

/** How a form asks for one setting of a step. `field` names it in `with`. */
export interface FormField {
  field: string;
  label: string;
  input:
    | "expression"
    | "template"
    | "long-template"
    | "json"
    | "pairs"
    | "choice"
    | "number"
    | "seconds"
    | "yes-no"
    | "step"
    | "cases"
    | "workflow"
    | "connection"
    | "connector"
    | "action";
  help?: string;
  options?: readonly string[];
  /** Shown only when the setting `do` is one of these. */
  for?: readonly string[];
}

/** One row of the table of step kinds, which editor, checks and engine share. */
export interface StepKind<Kind extends string, Schema extends z.ZodType> {
  kind: Kind;
  label: string;
  /** What it does, one sentence, for the menu of steps. */
  description: string;
  schema: Schema;
  /**
   * `pure`: computed inside, recorded with what comes next. `wait`: the run rests. `effect`: something happens outside
   * the engine, claimed before and recorded after.
   */
  nature: "pure" | "wait" | "effect";
  form: readonly FormField[];
  /** Settings that name other steps, as [place in `with`, step]. */
  leadsTo(settings: z.infer<Schema>): readonly (readonly [place: string, step: string | null])[];
}

function row<const Kind extends string, Schema extends z.ZodType>(
  kind: StepKind<Kind, Schema>,
): StepKind<Kind, Schema> {
  return kind;
}

const nowhere = () => [];
const Pairs = z
  .record(z.string().min(1).max(200), Value)
  .refine((pairs) => Object.keys(pairs).length <= 100, "at most 100 entries");

export const SET = row({
  kind: "set",
  label: "Set values",
  description: "Gives names to values, for the steps after it.",
  nature: "pure",
  schema: z.object({ values: Pairs }),
  form: [{ field: "values", label: "Values", input: "pairs", help: "Later steps read them as vars.name." }],
  leadsTo: nowhere,
});

export const TRANSFORM = row({
  kind: "transform",
  label: "Transform",
  description: "Computes something from what came before.",
  nature: "pure",
  schema: z.object({ expression: Expression }),
  form: [
    {
      field: "expression",
      label: "Expression",
      input: "expression",
      help: "JSONata: $sum(input.lines.price).",
    },
  ],
  leadsTo: nowhere,
});

export const BRANCH = row({
  kind: "branch",
  label: "Branch",
  description: "Takes the way of the first condition that holds, else the next step.",
  nature: "pure",
  schema: z.object({
    cases: z
      .array(z.object({ name: z.string().max(120).default(""), when: Expression, next: NextStep }))
      .min(1)
      .max(20),
  }),
  form: [{ field: "cases", label: "Ways", input: "cases" }],
  leadsTo: ({ cases }) => cases.map((way, index) => [`cases.${index}.next`, way.next] as const),
});

export const FOR_EACH = row({
  kind: "for-each",
  label: "For each",
  description: "Does some steps once for each entry of a list, one after the other.",
  nature: "pure",
  schema: z.object({
    items: Expression,
    body: NextStep,
    maxItems: z.number().int().min(1).max(MAX_LOOP_ITEMS).default(100),
  }),
  form: [
    { field: "items", label: "List", input: "expression", help: "Within the loop: item and index." },
    { field: "body", label: "First step of each round", input: "step" },
    { field: "maxItems", label: "At most", input: "number" },
  ],
  leadsTo: ({ body }) => [["body", body]],
});

export const DELAY = row({
  kind: "delay",
  label: "Wait",
  description: "Rests for a while, or until a time.",
  nature: "wait",
  schema: z.object({
    seconds: z.number().int().min(1).max(MAX_WAIT_SECONDS).nullable().default(null),
    /** A template that gives a time as ISO 8601 with offset; `seconds` is null then. */
    until: Template.nullable().default(null),
  }),
  form: [
    { field: "seconds", label: "For", input: "seconds" },
    {
      field: "until",
      label: "Or until",
      input: "template",
      help: "A time such as 2026-12-01T09:00:00+01:00.",
    },
  ],
  leadsTo: nowhere,
});

export const APPROVAL = row({
  kind: "approval",
  label: "Ask a person",
  description: "Waits until a member approves or rejects.",
  nature: "wait",
  schema: z.object({
    message: Template.min(1),
    ifRejected: NextStep.default(null),
    expiresSeconds: z.number().int().min(60).max(MAX_WAIT_SECONDS).default(604_800),
  }),
  form: [
    { field: "message", label: "Question", input: "long-template" },
    { field: "ifRejected", label: "If rejected", input: "step", help: "Without one the run ends there." },
    { field: "expiresSeconds", label: "Fails after", input: "seconds" },
  ],
  leadsTo: ({ ifRejected }) => [["ifRejected", ifRejected]],
});

export const HTTP = row({
  kind: "http",
  label: "HTTP request",
  description: "Calls an address on the internet.",
  nature: "effect",
  schema: z.object({
    method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"]).default("GET"),
    url: Template.min(1),
    headers: z.record(z.string().min(1).max(200), Template).default({}),
    query: z.record(z.string().min(1).max(200), Value).default({}),
    /** Sent as JSON, a text as it is; null: nothing. */
    body: Value.default(null),
    /** Sent as the body instead, when it is one: what a file step gave. */
    file: Value.default(null),
    /** Signs the call in; null: nobody does. */
    connectionId: z.uuid().nullable().default(null),
  }),
  form: [
    {
      field: "method",
      label: "Method",
      input: "choice",
      options: ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"],
    },
    { field: "url", label: "Address", input: "template" },
    { field: "query", label: "Query", input: "pairs" },
    { field: "headers", label: "Headers", input: "pairs" },
    { field: "body", label: "Body", input: "json" },
    { field: "file", label: "Or a file as the body", input: "json", help: "{{ steps.take.file }}" },
    { field: "connectionId", label: "Sign in with", input: "connection" },
  ],
  leadsTo: nowhere,
});

const FILE_NAME_HELP = "Its ending says what it is: list.csv, list.json, list.xlsx, note.txt.";

export const FILE = row({
  kind: "file",
  label: "Work with a file",
  description: "Takes the file that started the run, reads it, writes one or converts it.",
  nature: "effect",
  schema: z.object({
    /** `take` waits until the watcher of the file's person has handed it over. */
    do: z.enum(["take", "read", "write", "convert"]).default("take"),
    /** For `read` and `convert`: what an earlier file step gave. */
    file: Value.default(null),
    /** For `read` and `convert`: what the file is; `by-name`: what its name says. */
    format: z.enum(["by-name", "csv", "json", "xlsx", "text"]).default("by-name"),
    /** Whether the first row of a table holds the names of its columns. */
    hasHeader: z.boolean().default(true),
    /** For `write`: rows for a table, anything for JSON, a text. */
    data: Value.default(null),
    /** For `write` and `convert`: the name of what is written. */
    name: Template.max(255).default(""),
    expiresSeconds: z.number().int().min(60).max(MAX_WAIT_SECONDS).default(3600),
  }),
  form: [
    { field: "do", label: "Does", input: "choice", options: ["take", "read", "write", "convert"] },
    {
      field: "file",
      label: "File",
      input: "json",
      help: "What a file step gave: {{ steps.take.file }}.",
      for: ["read", "convert"],
    },
    {
      field: "format",
      label: "It is",
      input: "choice",
      options: ["by-name", "csv", "json", "xlsx", "text"],
      for: ["read", "convert"],
    },
    { field: "hasHeader", label: "Its first row names the columns", input: "yes-no", for: ["read"] },
    {
      field: "data",
      label: "Data",
      input: "json",
      help: "Rows for a table: {{ steps.read.rows }}.",
      for: ["write"],
    },
    { field: "name", label: "Name", input: "template", help: FILE_NAME_HELP, for: ["write", "convert"] },
    { field: "expiresSeconds", label: "Fails unless it came within", input: "seconds", for: ["take"] },
  ],
  leadsTo: nowhere,
});

export const CONNECTOR = row({
  kind: "connector",
  label: "Use a service",
  description: "Does something in a connected service.",
  nature: "effect",
  schema: z.object({
    connector: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
    action: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/),
    connectionId: z.uuid().nullable().default(null),
    settings: z.record(z.string().min(1).max(100), Value).default({}),
  }),
  form: [
    { field: "connector", label: "Service", input: "connector" },
    { field: "action", label: "Action", input: "action" },
    { field: "connectionId", label: "Connection", input: "connection" },
    { field: "settings", label: "Settings", input: "json" },
  ],
  leadsTo: nowhere,
});

export const NOTIFY = row({
  kind: "notify",
  label: "Notify",
  description: "Puts a message into the notifications of members.",
  nature: "effect",
  schema: z.object({
    /** Who made the workflow, or everybody who may see it. */
    to: z.enum(["maker", "members"]).default("maker"),
    title: Template.min(1).max(500),
    message: Template.default(""),
  }),
  form: [
    { field: "to", label: "To", input: "choice", options: ["maker", "members"] },
    { field: "title", label: "Title", input: "template" },
    { field: "message", label: "Message", input: "long-template" },
  ],
  leadsTo: nowhere,
});

export const CALL_WORKFLOW = row({
  kind: "call-workflow",
  label: "Call a workflow",
  description: "Runs another workflow and waits for its output.",
  nature: "effect",
  schema: z.object({ workflowId: z.uuid(), input: Pairs.default({}), waits: z.boolean().default(true) }),
  form: [
    { field: "workflowId", label: "Workflow", input: "workflow" },
    { field: "input", label: "Input", input: "pairs" },
    { field: "waits", label: "Wait for its end", input: "yes-no" },
  ],
  leadsTo: nowhere,
});

/** In the order a menu shows. */
export const STEP_KINDS = [
  HTTP,
  FILE,
  CONNECTOR,
  NOTIFY,
  APPROVAL,
  DELAY,
  BRANCH,
  FOR_EACH,
  SET,
  TRANSFORM,
  CALL_WORKFLOW,
] as const;

export type StepKindName = (typeof STEP_KINDS)[number]["kind"];

const BY_KIND: ReadonlyMap<string, AnyStepKind> = new Map(
  STEP_KINDS.map((kind) => [kind.kind, kind as unknown as AnyStepKind]),
);

/** A row without its own types, for code that treats all kinds alike. */
export type AnyStepKind = StepKind<StepKindName, z.ZodType<Record<string, unknown>>>;

/** The row of a kind that passed the definition's schema. */
export function stepKind(kind: StepKindName): AnyStepKind {
  const known = BY_KIND.get(kind);
  if (!known) throw new RangeError(`no step kind is called "${kind}"`);
  return known;
}
