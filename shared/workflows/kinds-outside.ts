import { z } from "zod";
import { MAX_WAIT_SECONDS, Template, Value } from "./parts.ts";
import { nowhere, Pairs, row } from "./step-kind.ts";

// Step kinds with an effect outside the engine, or with files of the run.

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
    { field: "connectionId", label: "Sign in with", input: "connection", connector: "http" },
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
  description: "Tells members in the app, and by mail as they chose; or a channel of Slack.",
  nature: "effect",
  schema: z.object({
    /** `slack-webhook`: to the channel of an incoming webhook of Slack, instead of to members. */
    by: z.enum(["floyo", "slack-webhook"]).default("floyo"),
    /** Who made the workflow, or everybody who may see it. */
    to: z.enum(["maker", "members"]).default("maker"),
    title: Template.min(1).max(500),
    message: Template.default(""),
    /** For `slack-webhook`. */
    connectionId: z.uuid().nullable().default(null),
  }),
  form: [
    {
      field: "by",
      label: "By",
      input: "choice",
      options: ["floyo", "slack-webhook"],
      help: "floyo: in the app, and by mail as each member chose.",
    },
    { field: "to", label: "To", input: "choice", options: ["maker", "members"], for: ["floyo"] },
    { field: "title", label: "Title", input: "template" },
    { field: "message", label: "Message", input: "long-template" },
    {
      field: "connectionId",
      label: "Slack webhook",
      input: "connection",
      connector: "slack",
      for: ["slack-webhook"],
    },
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
