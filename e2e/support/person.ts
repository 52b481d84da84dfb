import { randomBytes } from "node:crypto";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { linkFromMail } from "./mail.ts";

export const PASSWORD = "correct horse battery staple";
const URL = process.env.SUPABASE_URL ?? "";
const KEY = process.env.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY ?? "";

/** A new address for every test, so that no test meets another's rows. */
export function anAddress(name: string): string {
  return `${name}-${randomBytes(6).toString("hex")}@example.com`;
}

/** A person with a confirmed address, signed in through the public API as any client would. */
export interface Person {
  email: string;
  id: string;
  orgId: string;
  token: string;
  client: SupabaseClient;
}

export async function aPerson(name: string): Promise<Person> {
  const email = anAddress(name);
  const client = aClient();
  await addAccount(email, { name });
  const { data, error } = await client.auth.signInWithPassword({ email, password: PASSWORD });
  if (error) throw error;
  const org = await client.rpc("ensure_personal_org");
  if (org.error) throw org.error;
  return { email, id: data.user.id, orgId: org.data as string, token: data.session.access_token, client };
}

/** An account whose address is confirmed by the mail's link. `details` is what the form would have told of the person. */
export async function addAccount(email: string, details: Record<string, string>): Promise<void> {
  const { error } = await aClient().auth.signUp({ email, password: PASSWORD, options: { data: details } });
  if (error) throw error;
  const confirmed = await fetch(await linkFromMail(email, /confirm/i), { redirect: "manual" });
  if (confirmed.status >= 400) throw new Error(`the confirmation link answered ${confirmed.status}`);
}

/** A client that nobody has signed in with, or one that carries the given token. */
export function aClient(token?: string): SupabaseClient {
  return createClient(URL, KEY, {
    auth: { persistSession: false, autoRefreshToken: false },
    ...(token === undefined ? {} : { accessToken: async () => token }),
  });
}
