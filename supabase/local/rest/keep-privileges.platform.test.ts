import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestPlatform, type TestPlatform } from "../gateway/testing.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform({
    schema: `
      create table public.closed (id int primary key);
      alter table public.closed enable row level security;
      create policy "everybody" on public.closed for select using (true);
      revoke all on public.closed from anon;
      create table public.part (id int primary key, shown text, hidden text);
      insert into public.part values (1, 'a', 'b');
      revoke all on public.part from anon;
      grant select (id, shown) on public.part to anon;
      create schema private;
      create table private.secrets (id int primary key);
      alter table private.secrets enable row level security;`,
  });
});
afterAll(() => platform?.stop());

test("refuses a table whose grant was revoked", async () => {
  const { error, status } = await platform.client().from("closed").select();

  expect({ status, code: error?.code }).toEqual({ status: 401, code: "42501" });
});

test("leaves every privilege in the database as it was", async () => {
  await platform.client().from("closed").select();

  const [held] = await platform.sql`
    select has_table_privilege('anon', 'public.closed', 'select') as closed,
      has_schema_privilege('anon', 'private', 'usage') as schema,
      has_table_privilege('anon', 'private.secrets', 'select') as secrets`;
  expect(held).toEqual({ closed: false, schema: false, secrets: false });
});

test("keeps grants by column", async () => {
  const shown = await platform.client().from("part").select("id, shown");
  const hidden = await platform.client().from("part").select("hidden");

  expect([shown.data, hidden.error?.code]).toEqual([[{ id: 1, shown: "a" }], "42501"]);
});
