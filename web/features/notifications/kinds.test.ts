import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { NOTIFICATION_KINDS } from "./kinds.ts";

const MIGRATIONS = join(import.meta.dirname, "../../../supabase/migrations");
const LISTED = /notifications_kind_check check \(kind in \(([^)]*)\)\)/g;

it("knows every kind that the database lets anybody be told", () => {
  const files = readdirSync(MIGRATIONS).filter((name) => name.endsWith(".sql"));
  const lists = files
    .sort()
    .flatMap((name) => [...readFileSync(join(MIGRATIONS, name), "utf8").matchAll(LISTED)]);

  const listed = [...(lists.at(-1)?.[1] ?? "").matchAll(/'(\w+)'/g)].map(([, kind]) => kind);

  expect(NOTIFICATION_KINDS.map(({ kind }) => kind).sort()).toEqual(listed.sort());
});
