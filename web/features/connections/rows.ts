import { z } from "zod";

export const ConnectionRow = z.object({
  id: z.uuid(),
  org_id: z.uuid(),
  connector: z.string(),
  name: z.string(),
  state: z.enum(["untested", "working", "failing"]),
  sign_in: z.enum(["none", "needed", "done"]),
  account: z.string(),
  last_error: z.string().nullable(),
  last_tested_at: z.string().nullable(),
});

export const UseRow = z.object({ connection_id: z.uuid(), workflow_id: z.uuid(), name: z.string() });

const Tried = z.discriminatedUnion("works", [
  z.object({ works: z.literal(true), account: z.string() }),
  z.object({ works: z.literal(false), error: z.string() }),
]);

/** What each command of the function answers. */
export const TriedAnswer = z.object({ tried: Tried });
export const AddedAnswer = z.object({ id: z.uuid(), needsSignIn: z.boolean(), tried: Tried.nullable() });
export const WayAnswer = z.object({ url: z.url({ protocol: /^https?$/ }) });
export const ErrorAnswer = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    issues: z.array(z.object({ path: z.string(), message: z.string() })).default([]),
  }),
});
export const Whole = z.int();
