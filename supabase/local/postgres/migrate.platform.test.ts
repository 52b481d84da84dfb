import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { migrate } from "./migrate.ts";
import { type RunningPostgres, removePostgres, startPostgres } from "./start.ts";

// One cluster for the file: each test has its own history and folder, and tables of its own name.
let database: RunningPostgres;
let folder: string;
let migrationsDir: string;
let owner: postgres.Sql;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "floyo-migrate-"));
  database = await startPostgres({ dataDir: join(folder, "data"), port: 0, throwAway: true, log: () => {} });
  owner = postgres(database.url("postgres"), { max: 1, onnotice: () => {} });
  const admin = postgres(database.url("supabase_auth_admin"), { max: 1 });
  await admin`create table auth.users (id uuid primary key)`;
  await admin.end();
});

afterAll(async () => {
  await owner.end();
  await database.stop();
  await removePostgres({ dataDir: join(folder, "data") });
  await rm(folder, { recursive: true });
});

beforeEach(async () => {
  await owner`drop schema if exists supabase_migrations cascade`;
  migrationsDir = await mkdtemp(join(folder, "migrations-"));
});

const write = (name: string, sql: string) => writeFile(join(migrationsDir, name), sql);
const run = (seedFile?: string) =>
  migrate({ url: database.url("postgres"), migrationsDir, seedFile, log: () => {} });

test("applies new files once and notes them as the CLI does", async () => {
  await write(
    "20260101000000_create_notes.sql",
    "-- why\ncreate table notes (id uuid references auth.users);\nselect ';';\n",
  );
  await run();
  await write("20260102000000_create_tags.sql", "create table tags ();");

  const { applied } = await run();

  expect(applied).toEqual(["20260102000000_create_tags"]);
  expect(
    await owner`select version, name, statements from supabase_migrations.schema_migrations order by version`,
  ).toEqual([
    {
      version: "20260101000000",
      name: "create_notes",
      statements: ["-- why\ncreate table notes (id uuid references auth.users)", "select ';'"],
    },
    { version: "20260102000000", name: "create_tags", statements: ["create table tags ()"] },
  ]);
});

test("says file, line and reason of a failure and keeps nothing of the file", async () => {
  await write(
    "20260101000000_break.sql",
    "create table broken (id int);\n\nselect 1,\n  missing from broken;",
  );

  await expect(run()).rejects.toThrow('20260101000000_break.sql, line 4: column "missing" does not exist');
  expect(await owner`select to_regclass('public.broken') as found`).toEqual([{ found: null }]);
});

test("builds an index concurrently and says what stays when a later statement fails", async () => {
  await write(
    "20260101000000_index.sql",
    "create table indexed (id int);\ncreate index concurrently indexed_id_idx on indexed (id);\nselect nope;",
  );

  await expect(run()).rejects.toThrow(/line 3: .*the 2 statements before it stay applied/);
  expect(await owner`select indisvalid from pg_index where indexrelid = 'indexed_id_idx'::regclass`).toEqual([
    { indisvalid: true },
  ]);
});

test("does not carry a setting of one file into the next", async () => {
  await write("20260101000000_set.sql", "set search_path = extensions;");
  await write("20260102000000_make.sql", "create table landed_in_public ();");

  await run();

  expect(await owner`select to_regclass('public.landed_in_public')::text as found`).toEqual([
    { found: "landed_in_public" },
  ]);
});

test("refuses an edited migration with the way out", async () => {
  await write("20260101000000_edit.sql", "create table edited ();");
  await run();
  await write("20260101000000_edit.sql", "create table edited (id int);");

  await expect(run()).rejects.toThrow(/20260101000000_edit.sql was edited.*--reset/);
});

test("seeds once, in one transaction, and names the line that fails", async () => {
  const seedFile = join(migrationsDir, "../seed.sql");
  await write("20260101000000_create_seeded.sql", "create table seeded (id int primary key);");
  await write("../seed.sql", "insert into seeded values (1);\ninsert into seeded values (1, 2);");

  await expect(run(seedFile)).rejects.toThrow(/seed.sql, line 2: /);
  await write("../seed.sql", "insert into seeded values (7);");
  await run(seedFile);
  await run(seedFile);

  expect(await owner`select id from seeded`).toEqual([{ id: 7 }]);
});

test("gives the worker role its local password", async () => {
  await write("20260101000000_create_worker.sql", "create role floyo_worker login;");

  await run();

  const worker = postgres(database.url("floyo_worker"), { max: 1 });
  expect(await worker`select current_user`).toEqual([{ current_user: "floyo_worker" }]);
  await worker.end();
});

test("lets a migration write policies on realtime.messages and a trigger on auth.users, as hosted does", async () => {
  await write(
    "20260101000000_hosted.sql",
    `create policy "own topic" on realtime.messages for select to authenticated using (true);
     alter policy "own topic" on realtime.messages using (topic = 'user:' || auth.uid());
     create function public.greet() returns trigger language plpgsql as 'begin return new; end';
     create trigger greet after insert on auth.users for each row execute function public.greet();
     drop trigger greet on auth.users;`,
  );

  await run();

  expect(await owner`select policyname from pg_policies where schemaname = 'realtime'`).toEqual([
    { policyname: "own topic" },
  ]);
  expect(
    await owner`select pg_has_role('postgres', 'supabase_realtime_admin', 'member') as still_member`,
  ).toEqual([{ still_member: false }]);
});

test.each([
  ["makes a superuser", "alter role postgres superuser", /permission denied to alter role/],
  ["makes a role that bypasses everything", "create role boss superuser", /permission denied to create role/],
  ["creates an untrusted extension", "create extension file_fdw", /permission denied to create extension/],
  ["creates an untrusted language", "create extension plpython3u", /permission denied to create extension/],
  ["changes a table of Auth", "alter table auth.users add column note text", /must be owner of table users/],
  ["makes a table in auth", "create table auth.mine ()", /permission denied for schema auth/],
  ["makes a table in storage", "create table storage.mine ()", /permission denied for schema storage/],
  [
    "changes Realtime's table",
    "alter table realtime.messages add column note text",
    /must be owner of table/,
  ],
  [
    "switches Realtime's RLS off",
    "alter table realtime.messages disable row level security",
    /must be owner/,
  ],
  [
    "makes a function in realtime",
    "create function realtime.f() returns int return 1",
    /permission denied for schema/,
  ],
  ["becomes a platform role", "set role supabase_auth_admin", /permission denied to set role/],
  [
    "takes a platform role for itself",
    "grant supabase_auth_admin to postgres",
    /permission denied to grant role/,
  ],
  [
    "reads a file of the machine",
    "create table t (l text); copy t from '/etc/passwd'",
    /permission denied to COPY/,
  ],
  ["changes the server", "alter system set jit = on", /permission denied to set parameter/],
])("refuses a migration that %s", async (_, sql, reason) => {
  await write("20260101000000_refused.sql", sql);

  await expect(run()).rejects.toThrow(reason);
});
