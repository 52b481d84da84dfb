import { z } from "zod";

export const MAX_STEPS = 200;
export const MAX_DEFINITION_BYTES = 262_144;
export const MAX_EXPRESSION_LENGTH = 10_000;
export const MAX_LOOP_ITEMS = 1000;
/** A step repeats at most so often after its first attempt. */
export const MAX_RETRIES = 20;
/** 24 h: no wait between two attempts is longer. */
export const MAX_RETRY_DELAY_SECONDS = 86_400;
/** 10 MiB: no run takes or writes a larger file. */
export const MAX_FILE_BYTES = 10_485_760;
/** A year: no run waits longer for a time or a person. */
export const MAX_WAIT_SECONDS = 31_536_000;

/** The name by which expressions reach a step's output: `steps.fetch_invoice.body`. */
export const StepId = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]{0,39}$/,
    "use lower-case letters, digits and _, beginning with a letter, at most 40",
  );

/** The step that comes next; null: nothing comes, the loop's round or the run ends here. */
export const NextStep = StepId.nullable();

/** A JSONata expression: `input.amount > 100`. */
export const Expression = z
  .string()
  .min(1, "write an expression, such as input.amount > 100")
  .max(MAX_EXPRESSION_LENGTH);

/** Text in which `{{ expression }}` stands for a value. */
export const Template = z.string().max(20_000);

/** Any JSON; its texts are templates. A text that is one `{{ expression }}` alone keeps the type of its value. */
export const Value = z.json();

export const Seconds = z.number().int().min(0);

export type StepId = z.infer<typeof StepId>;
export type Value = z.infer<typeof Value>;
