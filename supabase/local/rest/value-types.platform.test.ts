import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestPlatform, type TestPlatform } from "../gateway/testing.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform({
    schema: `
      create table public.items (
        id int primary key, at timestamptz, local timestamp, day date, price numeric(10, 2), ratio float8,
        raw bytea, big bigint, times timestamptz[], span interval
      );
      create table public.tags (id int primary key, item int references public.items (id), at timestamptz);
      insert into public.items values (
        1, '2026-03-01 12:30:45.5+02', '2026-03-01 12:30:45', '2026-03-01', 12.50, 'NaN', '\\xdead', 9007199254740991,
        array['2026-03-01 00:00:00+00', null]::timestamptz[], '1 day 02:00'
      );
      insert into public.tags values (1, 1, '2026-03-01 10:00:00+00');`,
  });
});
afterAll(() => platform?.stop());

test("values come in the forms of PostgREST", async () => {
  const { data } = await platform.client().from("items").select().single();

  expect(data).toEqual({
    id: 1,
    at: "2026-03-01T10:30:45.5+00:00",
    local: "2026-03-01T12:30:45",
    day: "2026-03-01",
    price: 12.5,
    ratio: "NaN",
    raw: "\\xdead",
    big: 9007199254740991,
    times: ["2026-03-01T00:00:00+00:00", null],
    span: "1 day 02:00:00",
  });
});

test("an embedded row has the same form of time as the row around it", async () => {
  const { data } = await platform.client().from("tags").select("at, items(at)").single();

  expect(data).toEqual({ at: "2026-03-01T10:00:00+00:00", items: { at: "2026-03-01T10:30:45.5+00:00" } });
});

test("a time read can be used as a filter and written back", async () => {
  const supabase = platform.client();
  const { data: item } = await supabase.from("items").select("at").single();

  const found = await supabase.from("items").select("id").eq("at", item?.at);
  const written = await supabase.from("items").update({ at: item?.at }).eq("id", 1).select("at").single();

  expect([found.data, written.data]).toEqual([[{ id: 1 }], { at: item?.at }]);
});

test("bytes are written in the form they are read in", async () => {
  const { data } = await platform
    .client()
    .from("items")
    .update({ raw: "\\x00ff" })
    .eq("id", 1)
    .select("raw")
    .single();

  expect(data).toEqual({ raw: "\\x00ff" });
});
