import { expect, test } from "vitest";
import { controlsTransaction, migrationFrom, mustRunAlone, pendingMigrations } from "./migration-files.ts";
import { splitSql } from "./split-sql.ts";

const first = migrationFrom("20260101000000_create_notes.sql", "create table notes (); select 1;");
const second = migrationFrom("20260102000000_create_tags.sql", "create table tags ();");
const asApplied = (file: typeof first) => ({
  version: file.version,
  name: file.name,
  statements: file.statements.map((statement) => statement.text),
});

test("names what is not applied yet, in order", () => {
  expect(pendingMigrations([first, second], [asApplied(first)])).toEqual([second]);
});

test("refuses a migration that was edited after it was applied", () => {
  const edited = migrationFrom(first.file, "create table notes (id int); select 1;");

  expect(() => pendingMigrations([edited], [asApplied(first)])).toThrow(
    /create_notes.sql was edited after it was applied.*--reset/,
  );
});

test("refuses a migration that was removed after it was applied", () => {
  expect(() => pendingMigrations([second], [asApplied(first)])).toThrow(/create_notes.sql.*is gone.*--reset/);
});

test("refuses a new migration dated before the last applied", () => {
  expect(() => pendingMigrations([first, second], [asApplied(second)])).toThrow(
    /create_notes.sql is dated before/,
  );
});

test("refuses a file name without a version", () => {
  expect(() => migrationFrom("notes.sql", "")).toThrow("<timestamp>_<verb>_<noun>.sql");
});

test.each([
  ["CREATE UNIQUE INDEX /* big */ CONCURRENTLY a ON b (c)", true],
  ["create index a on b (c)", false],
  ["drop index concurrently a", true],
  ["vacuum analyze b", true],
  ["comment on index a is 'create index concurrently'", false],
])("knows whether %s needs to run outside the transaction", (sql, alone) => {
  expect(splitSql(sql).map(mustRunAlone)).toEqual([alone]);
});

test.each([
  ["commit", true],
  ["BEGIN", true],
  ["rollback to savepoint a", false],
  ["create function f() returns int begin atomic select 1; end", false],
])("knows whether %s ends the file's transaction", (sql, controls) => {
  expect(splitSql(sql).map(controlsTransaction)).toEqual([controls]);
});
