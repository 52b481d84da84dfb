import fc from "fast-check";
import { expect, test } from "vitest";
import { splitSql } from "./split-sql.ts";

const texts = (sql: string) => splitSql(sql).map((statement) => statement.text);

test("splits at semicolons and drops empty pieces", () => {
  expect(texts("select 1;\n\n;select 2 ;\n-- the end\n")).toEqual(["select 1", "select 2"]);
});

test("keeps the comment above a statement with it and knows the line of its first word", () => {
  const [first, second] = splitSql("-- why\ncreate table a ();\n\n/* b; */\nselect 1");

  expect(first).toMatchObject({ text: "-- why\ncreate table a ()", line: 2, firstLine: 1 });
  expect(second).toMatchObject({ text: "/* b; */\nselect 1", line: 5, firstLine: 4 });
});

test.each([
  ["a string", "select 'a;b'"],
  ["a doubled quote", "select 'it''s;'"],
  ["an escape string", "select e'\\';'"],
  ["a quoted name", 'select 1 as "a;b"'],
  ["a dollar quote", "do $$ begin perform 1; end $$"],
  ["a tagged dollar quote around another", "do $a$ select $$;$$; $a$"],
  ["a line comment", "select 1 -- a;b\n + 1"],
  ["a nested block comment", "select /* a; /* b; */ c; */ 1"],
  ["the parentheses of a rule", "create rule r as on insert to t do (delete from a; delete from b)"],
  [
    "a begin atomic body with a case in it",
    "create function f() returns int begin atomic select case when true then 1 end; select 2; end",
  ],
])("does not split inside %s", (_, statement) => {
  expect(texts(`${statement}; select 2`)).toEqual([statement, "select 2"]);
});

test("takes a dollar inside a name or a parameter for what it is", () => {
  expect(texts("select a$b$c; select $1; select 3")).toEqual(["select a$b$c", "select $1", "select 3"]);
});

test("gives a head without comments and in lower case", () => {
  const [statement] = splitSql("-- build\nCREATE /* big */ UNIQUE\n  INDEX Concurrently a ON b (c);");

  expect(statement?.head).toBe("create unique index concurrently a on b (c)");
});

test("finds the same statements whatever white space separates them", () => {
  const piece = fc.constantFrom(
    "select 1",
    "select ';'",
    "do $x$ ; $x$",
    "select /* ; */ 2",
    'select 1 as ";"',
  );
  const gap = fc.constantFrom(";", " ;\n", ";;\n", "; -- a;\n");
  fc.assert(
    fc.property(fc.array(fc.tuple(piece, gap)), (pairs) => {
      const sql = pairs.map(([statement, between]) => statement + between).join("");

      const found = splitSql(sql).map((statement) => statement.text.replace(/^-- a;\n/, ""));

      expect(found).toEqual(pairs.map(([statement]) => statement));
    }),
  );
});
