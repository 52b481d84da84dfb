// `npm run audit:verify`: walks every chain of the audit log and holds its end against the signed heads in Storage, which
// nobody who can write the database reaches. Names the first broken place; exit code 1 when there is one.
import { createPublicKey, verify } from "node:crypto";
import { createClient } from "@supabase/supabase-js";
import postgres from "postgres";
import { z } from "zod";

const Env = z.object({
  /** As `postgres`: whoever checks must see every organisation. */
  FLOYO_ADMIN_DB_URL: z.url(),
  SUPABASE_URL: z.url(),
  SUPABASE_SECRET_KEY: z.string().min(1),
  /** Ed25519 public key, SPKI as base64. */
  FLOYO_AUDIT_PUBLIC_KEY: z.base64(),
});

const Head = z.object({
  orgId: z.uuid(),
  seq: z.number().int(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  signedAt: z.string(),
  keyId: z.string(),
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});

const parsed = Env.safeParse(process.env);
if (!parsed.success) {
  console.error(`Set ${parsed.error.issues.map(({ path }) => path.join(".")).join(", ")}.`);
  process.exit(2);
}
const env = parsed.data;
const publicKey = createPublicKey({
  key: Buffer.from(env.FLOYO_AUDIT_PUBLIC_KEY, "base64"),
  format: "der",
  type: "spki",
});
const sql = postgres(env.FLOYO_ADMIN_DB_URL, { max: 1, prepare: false, onnotice: () => {} });
const storage = createClient(env.SUPABASE_URL, env.SUPABASE_SECRET_KEY).storage.from("audit-heads");

const rows = await sql<{ org_id: string }[]>`
  select distinct org_id from public.audit_log union select distinct org_id from public.audit_seals`;
const inStorage = await listed("");
let broken = 0;
for (const orgId of new Set([...rows.map((row) => row.org_id), ...inStorage])) {
  const problem = (await walk(orgId)) ?? (await holdAgainstHeads(orgId));
  if (problem) {
    broken++;
    console.error(`${orgId}: ${problem}`);
  }
}
await sql.end();
console.log(broken === 0 ? "every chain holds" : `${broken} broken`);
process.exit(broken === 0 ? 0 : 1);

/** The database's own walk, asked past the question of who may read this log. */
async function walk(orgId: string): Promise<string | null> {
  const [verdict] = await sql`select * from private.walk_audit_log(${orgId})`;
  if (!verdict?.problem) return null;
  return `${verdict.problem} at seal ${verdict.broken_seq ?? "–"}, row ${verdict.broken_id ?? "–"}`;
}

async function holdAgainstHeads(orgId: string): Promise<string | null> {
  for (const name of (await listed(orgId)).sort()) {
    const { data, error } = await storage.download(`${orgId}/${name}`);
    if (error) throw error;
    const head = Head.parse(JSON.parse(await data.text()));
    const statement = `${head.orgId}\n${head.seq}\n${head.hash}\n${head.signedAt}\n`;
    const isSigned = verify(null, Buffer.from(statement), publicKey, Buffer.from(head.signature, "hex"));
    if (!isSigned || head.orgId !== orgId) return `the signed head ${name} is not ours`;
    const [seal] = await sql`
      select encode(hash, 'hex') as hash from public.audit_seals where org_id = ${orgId} and seq = ${head.seq}`;
    if (!seal) return `the end is missing: a signed head names seal ${head.seq}`;
    if (seal.hash !== head.hash) return `rewritten: seal ${head.seq} is not the one that was signed`;
  }
  return null;
}

async function listed(folder: string): Promise<string[]> {
  const names: string[] = [];
  for (;;) {
    const { data, error } = await storage.list(folder, { limit: 1000, offset: names.length });
    if (error) throw error;
    names.push(...data.map(({ name }) => name));
    if (data.length < 1000) return names;
  }
}
