import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startTestPlatform, type TestPlatform } from "../gateway/testing.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform({
    schema: `
      create table public.authors (id int primary key, name text not null, email text unique);
      create table public.books (
        id int primary key, title text not null, pages int,
        author_id int constraint books_author_fk references public.authors (id),
        editor_id int constraint books_editor_fk references public.authors (id)
      );
      create table public.notes (id bigint generated always as identity primary key, owner uuid not null default auth.uid(), body text);
      alter table public.notes enable row level security;
      create policy "own notes" on public.notes to authenticated
        using (owner = (select auth.uid())) with check (owner = (select auth.uid()));
      create function public.add(a int, b int default 10) returns int language sql as $$ select a + b $$;
      create function public.long_books(at_least int) returns setof public.books language sql stable as
        $$ select * from public.books where pages >= at_least order by id $$;
      create function public.pair() returns table (x int, y text) language sql as $$ values (1, 'a'), (2, 'b') $$;`,
  });
});
beforeEach(async () => {
  await platform.sql.unsafe(`
    truncate public.books, public.authors;
    insert into public.authors values (1, 'Ada', 'ada@x'), (2, 'Bob', null);
    insert into public.books values (1, 'One', 100, 1, 2), (2, 'Two', 250, 1, null), (3, 'Three', null, 2, 1);`);
});
afterAll(() => platform?.stop());

test("filters, orders and limits rows", async () => {
  const { data } = await platform
    .client()
    .from("books")
    .select("id, title")
    .or("pages.gte.100,title.ilike.thr*")
    .neq("id", 2)
    .order("id", { ascending: false })
    .limit(5);

  expect(data).toEqual([
    { id: 3, title: "Three" },
    { id: 1, title: "One" },
  ]);
});

test("counts exactly and gives the range asked for", async () => {
  const { data, count, status } = await platform
    .client()
    .from("books")
    .select("id", { count: "exact" })
    .order("id")
    .range(1, 1);

  expect({ data, count, status }).toEqual({ data: [{ id: 2 }], count: 3, status: 206 });
});

test("counts without rows by HEAD", async () => {
  const { count, data } = await platform
    .client()
    .from("books")
    .select("*", { count: "exact", head: true })
    .gte("pages", 100);

  expect({ count, data }).toEqual({ count: 2, data: null });
});

test("embeds to-one and to-many rows by hint, renamed", async () => {
  const { data } = await platform
    .client()
    .from("authors")
    .select("name, written:books!books_author_fk(title, editor:authors!books_editor_fk(name))")
    .eq("id", 1)
    .order("id", { referencedTable: "written" })
    .single();

  expect(data).toEqual({
    name: "Ada",
    written: [
      { title: "One", editor: { name: "Bob" } },
      { title: "Two", editor: null },
    ],
  });
});

test("an inner embed keeps only rows that have it", async () => {
  const { data } = await platform
    .client()
    .from("books")
    .select("id, authors!books_editor_fk!inner(name)")
    .eq("authors.name", "Ada");

  expect(data).toEqual([{ id: 3, authors: { name: "Ada" } }]);
});

test("inserts in bulk, updates, upserts and deletes, giving rows back when asked", async () => {
  const supabase = platform.client();

  const inserted = await supabase
    .from("authors")
    .insert([
      { id: 3, name: "Cy" },
      { id: 4, name: "Di" },
    ])
    .select("id");
  const updated = await supabase.from("authors").update({ name: "Cyd" }).eq("id", 3).select("name");
  const upserted = await supabase
    .from("authors")
    .upsert([{ id: 5, name: "Ada L.", email: "ada@x" }], { onConflict: "email", ignoreDuplicates: true })
    .select();
  const merged = await supabase.from("authors").upsert({ id: 4, name: "Dia" }).select("name").single();
  const deleted = await supabase.from("authors").delete().in("id", [3, 4]).select("id");

  expect([inserted.data, updated.data, upserted.data, merged.data, deleted.data]).toEqual([
    [{ id: 3 }, { id: 4 }],
    [{ name: "Cyd" }],
    [],
    { name: "Dia" },
    [{ id: 3 }, { id: 4 }],
  ]);
});

test("a write without select gives nothing back", async () => {
  const { data, status } = await platform.client().from("authors").insert({ id: 9, name: "Ed" });

  expect({ data, status }).toEqual({ data: null, status: 201 });
});

test("single() says how many rows there were", async () => {
  const { error, status } = await platform.client().from("books").select().eq("id", 99).single();

  expect({ status, code: error?.code, details: error?.details }).toEqual({
    status: 406,
    code: "PGRST116",
    details: "The result contains 0 rows",
  });
});

test("calls functions by named arguments, defaults included", async () => {
  const supabase = platform.client();

  const added = await supabase.rpc("add", { a: 1 });
  const rows = await supabase.rpc("long_books", { at_least: 200 }).select("id");
  const read = await supabase.rpc("long_books", { at_least: 100 }, { get: true }).select("id");
  const pairs = await supabase.rpc("pair");

  expect([added.data, rows.data, read.data, pairs.data]).toEqual([
    11,
    [{ id: 2 }],
    [{ id: 1 }, { id: 2 }],
    [
      { x: 1, y: "a" },
      { x: 2, y: "b" },
    ],
  ]);
});

test("gives at most a thousand rows, as the hosted project is set", async () => {
  await platform.sql`insert into public.authors select n, 'A' from generate_series(100, 1200) n`;

  const { data } = await platform.client().from("authors").select("id").limit(5000);

  expect(data).toHaveLength(1000);
});

test("people see and write their own rows only", async () => {
  const [ada, bob] = await Promise.all([
    platform.person("ada@example.com"),
    platform.person("bob@example.com"),
  ]);
  await ada.from("notes").insert({ body: "Ada's" });

  const seenByAda = await ada.from("notes").select("body");
  const seenByBob = await bob.from("notes").select("body");
  const { data: session } = await ada.auth.getSession();
  const forged = await bob.from("notes").insert({ body: "x", owner: session.session?.user.id });

  expect([seenByAda.data, seenByBob.data, forged.status, forged.error?.code]).toEqual([
    [{ body: "Ada's" }],
    [],
    403,
    "42501",
  ]);
});
