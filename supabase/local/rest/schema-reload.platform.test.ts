import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startTestPlatform, type TestPlatform } from "../gateway/testing.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform?.stop());

test("a new table can be asked for after `notify pgrst`", async () => {
  const before = await platform.client().from("fresh").select();
  await platform.sql`create table public.fresh (id int primary key)`;

  await platform.sql`select pg_notify('pgrst', 'reload schema')`;

  expect(before.error?.code).toBe("PGRST205");
  await vi.waitFor(async () => expect((await platform.client().from("fresh").select()).data).toEqual([]), {
    timeout: 30_000,
    interval: 20,
  });
});

test("a gateway told to read the schema again knows a new function at once", async () => {
  await platform.sql.unsafe("create function public.one() returns int language sql as 'select 1'");

  await platform.gateway.reloadSchema();

  expect((await platform.client().rpc("one")).data).toBe(1);
});

test("tables that come and go while the schema is read do not empty it", async () => {
  await platform.sql`create table public.steady (id int primary key)`;
  const churn = async () => {
    for (let round = 0; round < 30; round++) {
      await platform.sql.unsafe("create table public.passing (id int primary key check (id > 0))");
      await platform.sql.unsafe("drop table public.passing");
    }
  };

  const churning = churn();
  for (let round = 0; round < 5; round++) await platform.gateway.reloadSchema();
  await churning;

  expect((await platform.client().from("steady").select()).data).toEqual([]);
});
