import * as z from "zod";
import { faults } from "./faults.ts";

/** The body as the schema has it; throws the refusal that says what is wrong. */
export function parseBody<Body>(schema: z.ZodType<Body>, body: unknown): Body {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw faults.badRequest(z.prettifyError(parsed.error));
}

export async function readJson(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text === "") return {};
  if (/\0|\\u0000/.test(text)) throw faults.badRequest("The request body must not contain NUL");
  try {
    return JSON.parse(text);
  } catch {
    throw faults.badRequest("Body is not valid JSON");
  }
}
