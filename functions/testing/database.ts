import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres, { type Sql } from "postgres";
import { ensureAuthSchema } from "../../supabase/local/auth/schema.ts";
import { migrate } from "../../supabase/local/postgres/migrate.ts";
import { removePostgres, startPostgres } from "../../supabase/local/postgres/start.ts";
import { sessionIdOf } from "./issuer.ts";

export interface TestDatabase {
  /** As floyo_worker, like every function. */
  workerUrl: string;
  /** As postgres. */
  ownerUrl: string;
  /** The same, open: arranges rows and looks past RLS. */
  owner: Sql;
  stop(): Promise<void>;
}

export interface Person {
  userId: string;
  orgId: string;
  sourceId: string;
}

/** A cluster of its own with every migration applied; `isDurable`: it waits for the disk, as measurements need. */
export async function startDatabase({ isDurable = false } = {}): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), "floyo-functions-"));
  const dataDir = join(folder, "data");
  const server = await startPostgres({ dataDir, port: 0, throwAway: !isDurable, log: () => {} });
  await ensureAuthSchema({ url: server.url("supabase_auth_admin") });
  const migrationsDir = join(import.meta.dirname, "../../supabase/migrations");
  await migrate({ url: server.url("postgres"), migrationsDir, log: () => {} });
  const owner = postgres(server.url("postgres"), { max: 4, onnotice: () => {} });
  return {
    workerUrl: server.url("floyo_worker"),
    ownerUrl: server.url("postgres"),
    owner,
    async stop() {
      // A question that Postgres took along when it was killed is never answered.
      await owner.end({ timeout: 5 });
      await server.stop();
      await removePostgres({ dataDir });
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A confirmed person with a personal organisation and one source. */
export async function addPerson(
  owner: Sql,
  { pathMode = "plain" }: { pathMode?: "plain" | "tokenised" } = {},
): Promise<Person> {
  const userId = crypto.randomUUID();
  await owner`
    insert into auth.users (id, email, email_confirmed_at) values (${userId}, ${`${userId}@example.com`}, now())`;
  await owner`insert into auth.sessions (id, user_id, aal) values (${sessionIdOf(userId)}, ${userId}, 'aal1')`;
  const [org] = await owner<{ id: string }[]>`
    select id from public.organisations where created_by = ${userId} and kind = 'personal'`;
  if (!org) throw new Error("confirming an e-mail should have made the personal organisation");
  const sourceId = await addSource(owner, { userId, orgId: org.id, pathMode });
  return { userId, orgId: org.id, sourceId };
}

/** Another source of a person. */
export async function addSource(
  owner: Sql,
  { userId, orgId, pathMode = "plain" }: { userId: string; orgId: string; pathMode?: "plain" | "tokenised" },
): Promise<string> {
  const [source] = await owner<{ id: string }[]>`
    insert into public.sources (org_id, user_id, kind, name, path_mode)
    values (${orgId}, ${userId}, 'folder', 'Documents', ${pathMode})
    returning id`;
  if (!source) throw new Error("the source was not stored");
  return source.id;
}
