import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestPlatform, type TestPlatform } from "../gateway/testing.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform({
    schema: `
      create table public.docs (id int primary key, b jsonb, j json, list jsonb[], words text[]);
      create function public.kind(p jsonb) returns text language sql immutable as $$ select jsonb_typeof(p) $$;
      create function public.echo(p jsonb) returns jsonb language sql immutable as $$ select p $$;
      create function public.plain_kind(p json) returns text language sql immutable as $$ select json_typeof(p) $$;`,
  });
});
afterAll(() => platform?.stop());

const KINDS: [kind: string | null, value: unknown][] = [
  ["object", { a: { b: [1, "2", null] } }],
  ["array", [1, "x", { y: null }]],
  ["string", "text"],
  ["string", ""],
  ["string", "123"],
  ["string", '{"looks":"like json"}'],
  ["number", 12.5],
  ["boolean", true],
  ["boolean", false],
  [null, null],
];

test.each(KINDS)("a function sees a JSON %s in the argument %j", async (kind, value) => {
  const supabase = platform.client();

  const inBinary = await supabase.rpc("kind", { p: value });
  const inText = await supabase.rpc("plain_kind", { p: value });
  const back = await supabase.rpc("echo", { p: value });

  expect([inBinary.data, inText.data, back.data]).toEqual([kind, kind, value]);
});

test("a bulk insert keeps each kind of JSON in its own row", async () => {
  const rows = KINDS.map(([, value], id) => ({ id, b: value, j: value }));

  const { data, error } = await platform.client().from("docs").insert(rows).select("id, b, j").order("id");

  expect(error).toBeNull();
  expect(data).toEqual(rows);
  const stored = await platform.sql`select jsonb_typeof(b) as b, json_typeof(j) as j from docs order by id`;
  expect(stored.map(({ b, j }) => [b, j])).toEqual(KINDS.map(([kind]) => [kind, kind]));
});

test("an update and an upsert keep text that looks like a number as text", async () => {
  const supabase = platform.client();
  await supabase.from("docs").insert({ id: 100, b: 1 });

  const updated = await supabase.from("docs").update({ b: "42" }).eq("id", 100).select("b").single();
  const upserted = await supabase.from("docs").upsert({ id: 100, b: "true" }).select("b").single();

  expect([updated.data?.b, upserted.data?.b]).toEqual(["42", "true"]);
});

test("arrays of JSON keep text and objects apart", async () => {
  const list = ["1", 1, { a: "b" }, [2], null];

  const { data } = await platform.client().from("docs").insert({ id: 101, list }).select("list").single();

  expect(data?.list).toEqual(list);
});

test("arrays of text keep nulls, quotes and empty text", async () => {
  const words = ["a", null, "NULL", "", 'say "hi"', "back\\slash", "{,}"];

  const { data } = await platform.client().from("docs").insert({ id: 102, words }).select("words").single();

  expect(data?.words).toEqual(words);
});

test("filters find rows by JSON, by path and by containment", async () => {
  const supabase = platform.client();
  await supabase.from("docs").insert({ id: 103, b: { tags: ["x", "y"], size: 3 } });

  const byPath = await supabase.from("docs").select("id").eq("b->>size", "3");
  const byContent = await supabase
    .from("docs")
    .select("id")
    .contains("b", { tags: ["x"] });

  expect([byPath.data, byContent.data]).toEqual([[{ id: 103 }], [{ id: 103 }]]);
});
