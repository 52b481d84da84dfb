import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestPlatform, type TestPlatform } from "../gateway/testing.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform({
    schema: `
      create table public.people (id int, name text, details jsonb, tags text[]);
      create type public.point2 as (x int, label text);
      create function public.name_of(person public.people) returns text language sql as $$ select person.name $$;
      create function public.city_of(person public.people) returns text language sql as
        $$ select person.details ->> 'city' $$;
      create function public.tag_count(person public.people) returns int language sql as
        $$ select cardinality(person.tags) $$;
      create function public.label_of(p public.point2) returns text language sql as $$ select p.label $$;
      create function public.count_points(p public.point2[]) returns int language sql as
        $$ select count(*)::int from unnest(p) where x is not null $$;`,
  });
});
afterAll(() => platform?.stop());

const person = { id: 1, name: 'Ada "the first", of (many)', details: { city: "London" }, tags: ["a", "b,c"] };

test.each([
  ["name_of", person.name],
  ["city_of", "London"],
  ["tag_count", 2],
])("a function takes an object as a row of a table: %s", async (name, expected) => {
  const { data, error } = await platform.client().rpc(name, { person });

  expect(error).toBeNull();
  expect(data).toEqual(expected);
});

test("a function takes an object as a composite type, absent fields as null", async () => {
  const { data } = await platform.client().rpc("label_of", { p: { label: "here" } });

  expect(data).toBe("here");
});

test("a function takes a list of objects as an array of rows", async () => {
  const { data, error } = await platform
    .client()
    .rpc("count_points", { p: [{ x: 1, label: "a" }, { x: 2 }, { label: "c" }] });

  expect(error).toBeNull();
  expect(data).toBe(2);
});
