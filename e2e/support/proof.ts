import type { Page } from "@playwright/test";
import postgres from "postgres";
import { tokenOf } from "./session.ts";

const COOKIE = /^floyo(\.\d+)?$/;
const PREFIX = "base64-";

/**
 * Lets the proof of who is asking grow an hour old, and has the next request fetch a token that says so. Ten minutes cannot
 * be waited for, and no request moves the database's clock, so this alone goes past HTTP.
 */
export async function outliveProof(page: Page): Promise<void> {
  const token = await tokenOf(page.context());
  const { session_id } = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as {
    session_id: string;
  };
  const sql = postgres(process.env.FLOYO_TEST_DB_URL ?? "", { max: 1 });
  await sql`
    update auth.mfa_amr_claims
    set created_at = now() - interval '1 hour', updated_at = now() - interval '1 hour'
    where session_id = ${session_id}`;
  await sql.end();
  await expireToken(page);
}

/** The site refreshes a token that its cookie calls expired. */
async function expireToken(page: Page): Promise<void> {
  const context = page.context();
  const parts = (await context.cookies())
    .filter(({ name }) => COOKIE.test(name))
    .sort((one, other) => one.name.localeCompare(other.name));
  const [first] = parts;
  if (!first) throw new Error("nobody is signed in in this browser");
  const text = parts.map(({ value }) => value).join("");
  const session = JSON.parse(Buffer.from(text.slice(PREFIX.length), "base64url").toString()) as object;
  const expired = `${PREFIX}${Buffer.from(JSON.stringify({ ...session, expires_at: 1 })).toString("base64url")}`;
  const size = Math.ceil(expired.length / parts.length);
  await context.addCookies(
    parts.map((cookie, index) => ({ ...cookie, value: expired.slice(index * size, (index + 1) * size) })),
  );
}
