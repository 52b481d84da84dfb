import * as z from "zod";
import { authError } from "../../gateway/replies.ts";

const Metadata = z.record(z.string(), z.unknown());
const MAX_PASSWORD_BYTES = 72;

export const Address = z
  .string()
  .max(255)
  .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "Unable to validate email address: invalid format")
  .transform((email) => email.toLowerCase());

const Password = z
  .string()
  .refine(
    (password) => Buffer.byteLength(password) <= MAX_PASSWORD_BYTES,
    "Password cannot be longer than 72 characters",
  );

/** What the admin API takes to make or change an account. */
export const UserAttributes = z.object({
  id: z.uuid().optional(),
  email: Address.optional(),
  password: Password.optional(),
  email_confirm: z.boolean().default(false),
  user_metadata: Metadata.optional(),
  app_metadata: Metadata.optional(),
  ban_duration: z.string().max(64).optional(),
  role: z.string().max(255).optional(),
});
export type UserAttributes = z.infer<typeof UserAttributes>;

export const Invitation = z.object({ email: Address, data: Metadata.default({}) });

export const LinkWish = z.object({
  type: z.enum(["signup", "invite", "magiclink", "recovery", "email_change_current", "email_change_new"]),
  email: Address,
  new_email: Address.optional(),
  password: Password.optional(),
  data: Metadata.default({}),
  redirect_to: z.string().optional(),
});
export type LinkWish = z.infer<typeof LinkWish>;

export const Deletion = z.object({ should_soft_delete: z.boolean().default(false) });
export const FactorChange = z.object({ friendly_name: z.string().max(255).optional() });

/** The body as the schema has it, or the refusal that says what is wrong. */
export function parseBody<Body>(schema: z.ZodType<Body>, body: unknown): Body | Response {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const messages = parsed.error.issues.map(({ path, message }) =>
    path.length > 0 && !message.startsWith("Unable") ? `${path.join(".")}: ${message}` : message,
  );
  return authError(400, "validation_failed", messages.join("; "));
}
