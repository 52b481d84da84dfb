import "server-only";
import { z } from "zod";

const Env = z.object({
  NEXT_PUBLIC_SUPABASE_URL: z.url(),
  NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: z.string().min(1),
  FLOYO_SITE_URL: z.url(),
  FLOYO_BREACHED_PASSWORDS_URL: z.union([z.literal(""), z.url()]).optional(),
});

/** What the site needs to know of its surroundings, all of it public. */
export interface SiteEnv {
  supabaseUrl: string;
  publishableKey: string;
  siteUrl: string;
  /** A range API of leaked passwords; null: passwords are not looked up. */
  breachedPasswordsUrl: string | null;
}

/**
 * Reads the environment when a request comes, never at build time: the whole object, because Next would write
 * `process.env.NEXT_PUBLIC_…` into the build, and one build must serve any port.
 */
export function siteEnv(): SiteEnv {
  const parsed = Env.safeParse(process.env);
  if (!parsed.success) {
    const names = parsed.error.issues.map((issue) => issue.path.join(".")).join(", ");
    throw new Error(`The site cannot start: set ${names} (npm run dev does so by itself).`);
  }
  return {
    supabaseUrl: parsed.data.NEXT_PUBLIC_SUPABASE_URL,
    publishableKey: parsed.data.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY,
    siteUrl: parsed.data.FLOYO_SITE_URL,
    breachedPasswordsUrl: parsed.data.FLOYO_BREACHED_PASSWORDS_URL || null,
  };
}
