import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestPlatform, type TestPlatform } from "../gateway/testing.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform({
    schema: `
      create table public.users (id int primary key, name text);
      create table public.notes (id int primary key, user_id int references public.users (id), owner uuid references auth.users (id));
      create table public.sessions (id int primary key, note_id int references public.notes (id));
      insert into public.users values (1, 'Ada');
      insert into public.notes values (1, 1, null);
      insert into public.sessions values (1, 1);
      create schema private;
      create table private.notes (id int primary key, secret text);
      grant usage on schema private to anon;
      grant select on private.notes to anon;`,
  });
});
afterAll(() => platform?.stop());

test("an embed of public.users has the columns of public.users, not of auth.users", async () => {
  const { data, error } = await platform.client().from("notes").select("*, users(*)");

  expect(error).toBeNull();
  expect(data).toEqual([{ id: 1, user_id: 1, owner: null, users: { id: 1, name: "Ada" } }]);
});

test("an embed finds a table that shares its name with one of Auth's", async () => {
  const { data } = await platform.client().from("notes").select("id, sessions(id)");

  expect(data).toEqual([{ id: 1, sessions: [{ id: 1 }] }]);
});

test("a schema that is not exposed cannot be asked for, whatever is granted in it", async () => {
  const { error, status } = await platform.client().schema("private").from("notes").select();

  expect({ status, code: error?.code }).toEqual({ status: 406, code: "PGRST106" });
});

test("auth.users cannot be reached by name", async () => {
  const { error, status } = await platform.client().from("auth.users").select();

  expect({ status, code: error?.code }).toEqual({ status: 404, code: "PGRST205" });
});
