import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { runPgtap } from "./run-pgtap.ts";
import { type RunningPostgres, removePostgres, startPostgres } from "./start.ts";

let database: RunningPostgres;
let folder: string;
let testsDir: string;
let lines: string[];

// The first test may have to fetch pgTAP with apt.
vi.setConfig({ testTimeout: 120_000 });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "floyo-pgtap-"));
  database = await startPostgres({ dataDir: join(folder, "data"), port: 0, throwAway: true, log: () => {} });
});

afterAll(async () => {
  await database.stop();
  await removePostgres({ dataDir: join(folder, "data") });
  await rm(folder, { recursive: true });
});

beforeEach(async () => {
  testsDir = await mkdtemp(join(folder, "tests-"));
  lines = [];
});

const write = (name: string, sql: string) => writeFile(join(testsDir, name), sql);
const run = (findPgtap?: Parameters<typeof runPgtap>[0]["findPgtap"]) =>
  runPgtap({
    adminUrl: database.url("supabase_admin"),
    postgresUrl: database.url("postgres"),
    testsDir,
    log: (line) => lines.push(line),
    findPgtap,
  });

test("runs files written for `supabase test db` and rolls them back", async () => {
  await write(
    "00-tables.test.sql",
    `begin;
     create extension if not exists pgtap with schema extensions;
     select plan(2);
     create table public.left_over ();
     select has_table('public', 'left_over', 'the table is there');
     set local role authenticated;
     select is(current_user::text, 'authenticated', 'asks as a user');
     select * from finish();
     rollback;`,
  );

  const result = await run();

  expect(result).toEqual({ passed: 2, failed: 0, skipped: 0, failures: [] });
  expect(lines.at(-1)).toBe("2 passed, 0 failed");
  const sql = postgres(database.url("postgres"), { max: 1 });
  expect(await sql`select to_regclass('public.left_over') as found`).toEqual([{ found: null }]);
  await sql.end();
});

test("fails a false test, a broken statement and a plan that was not kept, each by file", async () => {
  await write("01-false.test.sql", "select plan(1); select is(1, 2, 'one is two'); select * from finish();");
  await write(
    "02-broken.test.sql",
    "select plan(2);\nselect pass('a');\nselect nonsense;\nselect pass('b');",
  );
  await write("03-short.test.sql", "select plan(2); select pass('a'); select * from finish();");
  await write(
    "04-fine.test.sql",
    "select plan(1); select throws_ok('select 1/0', '22012', null, 'divides');",
  );

  const result = await run();

  expect(result).toMatchObject({ passed: 3, failed: 3 });
  expect(result.failures).toEqual([
    "01-false.test.sql, test 1: one is two\n    have: 1\n    want: 2",
    '02-broken.test.sql, line 3, after 1 tests: column "nonsense" does not exist',
    "03-short.test.sql, planned 2 tests but ran 1",
  ]);
});

test("includes a file beside the test and says when a statement in it broke", async () => {
  await write("helpers.psql", "create schema helpers;\ncreate function helpers.one() returns int return 1;");
  await write("broken.psql", "select 1;\nselect nonsense;");
  await write(
    "00-helped.test.sql",
    "begin;\n\\ir helpers.psql\nselect plan(1);\nselect is(helpers.one(), 1);\nrollback;",
  );
  await write("01-broken.test.sql", "begin;\n\\ir broken.psql\nselect plan(1);\nselect pass();\nrollback;");

  const result = await run();

  expect(result).toMatchObject({ passed: 1, failed: 1 });
  expect(result.failures).toEqual([
    '01-broken.test.sql, broken.psql, line 2, after 0 tests: column "nonsense" does not exist',
  ]);
});

test("says why there is no pgTAP: a failure for root, a counted skip for anyone else", async () => {
  await write("00-any.test.sql", "select plan(0);");
  const isRoot = process.getuid?.() === 0;

  const result = await run(async () => ({ missing: "pgTAP is on strike" }));

  expect(isRoot ? result.failed : result.skipped).toBe(1);
  expect([...result.failures, ...lines].join("\n")).toContain("pgTAP is on strike");
});
