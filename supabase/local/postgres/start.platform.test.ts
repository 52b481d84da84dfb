import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { findPlace } from "./place.ts";
import { isRunning } from "./process.ts";
import { type RunningPostgres, removePostgres, startPostgres } from "./start.ts";

let folder: string;
let dataDir: string;
let running: RunningPostgres[] = [];
const lines: string[] = [];

const start = async (port = 0) => {
  const database = await startPostgres({ dataDir, port, throwAway: true, log: (line) => lines.push(line) });
  running.push(database);
  return database;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "floyo-postgres-"));
  dataDir = join(folder, "data");
});

afterEach(async () => {
  await Promise.all(running.map((database) => database.stop()));
  running = [];
});

afterAll(async () => {
  await removePostgres({ dataDir });
  await rm(folder, { recursive: true, force: true });
});

async function answer(url: string, query: string): Promise<unknown[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await sql.unsafe(query);
  } finally {
    await sql.end();
  }
}

test("keeps the data over a restart and says which start made it", async () => {
  const first = await start();
  await answer(first.url("postgres"), "create table kept as select 1 as id");
  await first.stop();

  const second = await start();

  expect([first.isNew, second.isNew]).toEqual([true, false]);
  expect(await answer(second.url("postgres"), "select id from kept")).toEqual([{ id: 1 }]);
});

test("gives each role the attributes it has on a hosted project", async () => {
  const database = await start();

  const rows = await answer(
    database.url("postgres"),
    `select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcanlogin from pg_roles
     where rolname in ('supabase_admin', 'postgres', 'service_role', 'authenticator', 'anon') order by rolname`,
  );

  expect(rows.map((row) => Object.values(row as object).join(" "))).toEqual([
    "anon false false false false",
    "authenticator false false false true",
    "postgres false true true true",
    "service_role false true false false",
    "supabase_admin true true true true",
  ]);
});

test("refuses a wrong password, also for the superuser", async () => {
  const database = await start();
  const url = database.url("supabase_admin").replace(/:[^:@]+@/, ":postgres@");

  await expect(answer(url, "select 1")).rejects.toThrow(/password authentication failed/);
});

test("delivers realtime.send as a row and turns a failure into a warning", async () => {
  const database = await start();

  const [row] = await answer(
    database.url("postgres"),
    `select realtime.send('{"kind":"pattern"}', 'changed', 'user:1', true);
     select realtime.send('{"kind":"pattern"}', null, null, true);
     select topic, event, private, payload ->> 'kind' as kind, payload ->> 'id' = id::text as has_id
     from realtime.messages`,
  ).then((results) => results.at(-1) as unknown[]);

  expect(row).toEqual({ topic: "user:1", event: "changed", private: true, kind: "pattern", has_id: true });
});

test("keeps a day of messages on each side of today, drops old days and what blocks a new one", async () => {
  const database = await start();
  const admin = database.url("supabase_realtime_admin");
  const days = `select count(*)::int as days from pg_inherits where inhparent = 'realtime.messages'::regclass`;
  await answer(
    admin,
    `create table realtime.messages_2020_01_01 partition of realtime.messages
       for values from ('2020-01-01') to ('2020-01-02');
     do $$ begin execute 'drop table realtime.messages_' || to_char(current_date + 3, 'YYYY_MM_DD'); end $$;
     insert into realtime.messages (topic, extension, inserted_at) values ('a', 'broadcast', current_date + 3)`,
  );

  await answer(admin, "select realtime.keep_partitions()");

  expect(await answer(admin, days)).toEqual([{ days: 6 }]);
});

test("names the port when another program holds it", async () => {
  const holder = createServer().listen(0, "127.0.0.1");
  await once(holder, "listening");
  const { port } = holder.address() as { port: number };

  await expect(start(port)).rejects.toThrow(`Port ${port} on 127.0.0.1 is taken`);
  holder.close();
});

test.each([
  ["runs", true],
  ["is still making it", false],
])("refuses a second start on the same data while the first one %s", async (_, isUp) => {
  const place = await findPlace(dataDir);
  const other = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)"]);
  if (isUp) await start();
  await writeFile(join(place.folder, "starter.pid"), `${other.pid}\n`);

  await expect(start()).rejects.toThrow(`already running on this data (process ${other.pid})`);
  other.kill();
  await once(other, "exit");
});

const NO_PROCESS = 2 ** 22 + 1; // above the largest process id

test("a start that was killed takes its Postgres with it, and the next one starts on the data", async () => {
  const place = await findPlace(dataDir);
  const script = `import { startPostgres } from ${JSON.stringify(join(import.meta.dirname, "start.ts"))};
    await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, port: 0, log: () => {} });
    process.kill(process.pid, "SIGKILL");`;
  const killed = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: "inherit" });
  await once(killed, "exit");
  const note = await readFile(join(place.dataFolder, "postmaster.pid"), "utf8").catch(() => "0");

  const database = await start();

  expect(isRunning(Number(note.split("\n")[0]) || NO_PROCESS)).toBe(false);
  expect(await answer(database.url("postgres"), "select 1 as one")).toEqual([{ one: 1 }]);
});

test("starts over a process note that now belongs to another program", async () => {
  const place = await findPlace(dataDir);
  await writeFile(join(place.dataFolder, "postmaster.pid"), `${process.pid}\n${place.dataFolder}\n`);

  const database = await start();

  expect(await answer(database.url("postgres"), "select 1 as one")).toEqual([{ one: 1 }]);
});

test("leaves no process, and no data after a removal", async () => {
  const place = await findPlace(dataDir);
  const database = await start();
  const pid = Number((await readFile(join(place.dataFolder, "postmaster.pid"), "utf8")).split("\n")[0]);
  await database.stop();

  await removePostgres({ dataDir });

  expect(isRunning(pid)).toBe(false);
  await expect(stat(place.folder)).rejects.toThrow("ENOENT");
});
