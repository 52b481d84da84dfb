import { z } from "zod";

/** Twelve: the least that the reliability rules ask for; Auth holds the same rule on its side. */
export const MIN_PASSWORD_LENGTH = 12;
const MAX_PASSWORD_LENGTH = 72; // bcrypt reads no further

const Email = z
  .string()
  .trim()
  .max(254, "An address has at most 254 characters.")
  .pipe(z.email("Write a whole address, such as ada@example.org."));

const NewPassword = z
  .string()
  .min(MIN_PASSWORD_LENGTH, `Use at least ${MIN_PASSWORD_LENGTH} characters. Three or four words do well.`)
  .refine((password) => new TextEncoder().encode(password).length <= MAX_PASSWORD_LENGTH, {
    error: `Use at most ${MAX_PASSWORD_LENGTH} characters.`,
  });

const TimeZone = z
  .string()
  .max(64)
  .regex(/^[A-Za-z0-9_+\-/]+$/)
  .catch("UTC");

// Apps show codes in two groups of three.
const Code = z
  .string()
  .max(40)
  .transform((code) => code.replace(/[\s-]/g, ""))
  .refine((code) => /^\d{6}$/.test(code), "Type the six digits that the app shows now.");

export const SignUpForm = z.object({ email: Email, password: NewPassword, timeZone: TimeZone });
export const SignInForm = z.object({
  email: Email,
  password: z.string().min(1, "Write your password.").max(1000, "This is longer than any password here."),
});
export const ResetForm = z.object({ email: Email });
export const NewPasswordForm = z.object({ password: NewPassword });
export const NewEmailForm = z.object({ email: Email });
export const CodeForm = z.object({ code: Code });
export const ProofForm = SignInForm.pick({ password: true });
export const RecoveryForm = z.object({
  code: z
    .string()
    .trim()
    .min(1, "Write one of your recovery codes.")
    .max(60, "A recovery code has 16 characters."),
});

/** What a form shows after it was sent: the values to keep, and what to mend. Never a password. */
export interface FormState {
  email?: string;
  message?: string;
  /** What was asked for is done, where no other page tells so. */
  isDone?: boolean;
  /** The action wants fresh proof of who is asking, and did nothing. */
  needs?: "proof";
  errors?: Partial<Record<"email" | "password" | "code" | "name", string>>;
}

/** The first message of each field that is wrong. */
export function fieldErrors(error: z.ZodError): NonNullable<FormState["errors"]> {
  const errors: Record<string, string> = {};
  for (const issue of error.issues) errors[String(issue.path[0])] ??= issue.message;
  return errors;
}
