import { spawn } from "node:child_process";
import { createPrivateKey, createPublicKey } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AccountStack, startAccountStack } from "../functions/testing/account-stack.ts";

let stack: AccountStack;
beforeAll(async () => {
  stack = await startAccountStack();
});
afterAll(() => stack?.stop());

function verifyAudit(): Promise<{ code: number | null; said: string }> {
  const privateKey = createPrivateKey({
    key: Buffer.from(stack.env.FLOYO_AUDIT_KEY, "base64"),
    format: "der",
    type: "pkcs8",
  });
  const publicKey = createPublicKey(privateKey).export({ format: "der", type: "spki" }).toString("base64");
  return new Promise((done) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, "verify-audit.ts")], {
      env: {
        ...process.env,
        FLOYO_ADMIN_DB_URL: stack.platform.databaseUrl("postgres"),
        SUPABASE_URL: stack.platform.gateway.url,
        SUPABASE_SECRET_KEY: stack.platform.keys.secretKey,
        FLOYO_AUDIT_PUBLIC_KEY: publicKey,
      },
    });
    let said = "";
    child.stdout.on("data", (chunk) => (said += chunk));
    child.stderr.on("data", (chunk) => (said += chunk));
    child.on("close", (code) => done({ code, said }));
  });
}

test("an untouched log holds, and one whose end was cut off in the whole database does not", async () => {
  const ana = await stack.platform.person("ana@example.com");
  const { data: team } = await ana.rpc("create_organisation", { name: "North" });
  await ana.from("organisations").update({ name: "South" }).eq("id", team);
  await stack.run("tick");
  await stack.run("hourly");
  const untouched = await verifyAudit();

  await stack.platform.sql.begin(async (sql) => {
    await sql`alter table public.audit_log disable trigger user`;
    await sql`alter table public.audit_seals disable trigger user`;
    await sql`alter table public.audit_heads disable trigger user`;
    await sql`
      delete from public.audit_log
      where id = (select audit_id from public.audit_seals where org_id = ${team} order by seq desc limit 1)`;
    await sql`
      delete from public.audit_seals
      where org_id = ${team} and seq = (select max(seq) from public.audit_seals where org_id = ${team})`;
    await sql`delete from public.audit_heads where org_id = ${team}`;
  });
  const cut = await verifyAudit();

  expect(untouched).toEqual({ code: 0, said: "every chain holds\n" });
  expect(cut.code).toBe(1);
  expect(cut.said).toContain(`${team}: the end is missing: a signed head names seal 3`);
});
