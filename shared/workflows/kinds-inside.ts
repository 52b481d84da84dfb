import { z } from "zod";
import { Expression, MAX_LOOP_ITEMS, MAX_WAIT_SECONDS, NextStep, Template } from "./parts.ts";
import { nowhere, Pairs, row } from "./step-kind.ts";

// Step kinds that the engine computes or waits for by itself.

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
