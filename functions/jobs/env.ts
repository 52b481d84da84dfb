import { z } from "zod";
import type { Env } from "../_http/env.ts";

const Optional = z.string().min(1).nullable().default(null);

const JobsEnv = z.object({
  /** The secret API key made for the jobs alone. Locally the platform's. */
  FLOYO_JOBS_KEY: z.string().min(1),
  /** Ed25519 private key, PKCS #8 as base64, that signs the ends of the audit chains. */
  FLOYO_AUDIT_KEY: z.base64(),
  RESEND_URL: z.url().default("https://api.resend.com"),
  RESEND_API_KEY: Optional,
  FLOYO_MAIL_FROM: z.string().min(3).default("Floyo <noreply@floyo.local>"),
});

/** What the jobs are given beside what every function has. */
export type JobsEnv = Env & z.infer<typeof JobsEnv>;

/** Throws one sentence naming every variable that is missing or wrong. */
export function readJobsEnv(env: Env, source: Record<string, string | undefined>): JobsEnv {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = JobsEnv.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The environment of the jobs is not complete: ${problems.join("; ")}.`);
  }
  if (env.FLOYO_PLATFORM === "hosted" && !parsed.data.RESEND_URL.startsWith("https://")) {
    throw new Error("RESEND_URL must be https in production.");
  }
  return { ...env, ...parsed.data };
}
