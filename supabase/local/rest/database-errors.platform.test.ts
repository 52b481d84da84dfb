import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestPlatform, type TestPlatform } from "../gateway/testing.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform({
    schema: `
      create table public.parents (id int primary key);
      create table public.children (
        id int primary key check (id > 0), parent int references public.parents (id), name text not null unique
      );
      create function public.refuse() returns void language plpgsql as $$
        begin raise exception 'not today' using detail = 'it is Sunday', hint = 'come on Monday'; end $$;
      create function public.refuse_as(sqlstate text) returns void language plpgsql as $$
        begin raise exception using errcode = refuse_as.sqlstate, message = 'refused'; end $$;`,
  });
});
afterAll(() => platform?.stop());

test("`raise exception` reaches the client with its details and hint", async () => {
  const { error, status } = await platform.client().rpc("refuse");

  expect({ status, ...error }).toMatchObject({
    status: 400,
    code: "P0001",
    message: "not today",
    details: "it is Sunday",
    hint: "come on Monday",
  });
});

test.each([
  ["57014", 500],
  ["40001", 500],
  ["23P01", 400],
  ["P0002", 500],
  ["22012", 400],
  ["PT402", 402],
  ["PT418", 418],
])("SQLSTATE %s is answered with status %i and its own code", async (sqlstate, status) => {
  const answer = await platform.client().rpc("refuse_as", { sqlstate });

  expect({ status: answer.status, code: answer.error?.code }).toEqual({ status, code: sqlstate });
});

const REFUSED: [what: string, row: Record<string, unknown>, status: number, code: string][] = [
  ["a broken check", { id: -1, name: "a" }, 400, "23514"],
  ["a missing value", { id: 1 }, 400, "23502"],
  ["an unknown parent", { id: 2, name: "b", parent: 99 }, 409, "23503"],
  ["a value of another type", { id: "x", name: "c" }, 400, "22P02"],
  ["an unknown column", { id: 3, nothing: 1 }, 400, "PGRST204"],
];

test.each(REFUSED)("%s is told by its code", async (_what, row, status, code) => {
  const answer = await platform.client().from("children").insert(row);

  expect({ status: answer.status, code: answer.error?.code }).toEqual({ status, code });
});

test("a duplicate names the constraint and the value", async () => {
  const supabase = platform.client();
  await supabase.from("children").insert({ id: 10, name: "twin" });

  const { error, status } = await supabase.from("children").insert({ id: 11, name: "twin" });

  expect({ status, ...error }).toMatchObject({
    status: 409,
    code: "23505",
    message: 'duplicate key value violates unique constraint "children_name_key"',
    details: "Key (name)=(twin) already exists.",
  });
});

test("an unknown table is a PGRST205, an unknown function a PGRST202", async () => {
  const table = await platform.client().from("nowhere").select();
  const call = await platform.client().rpc("nothing");

  expect([table.status, table.error?.code, call.status, call.error?.code]).toEqual([
    404,
    "PGRST205",
    404,
    "PGRST202",
  ]);
});
