import { expect, test } from "vitest";
import { may, mayGive, PERMISSION_NAMES } from "./permissions.ts";
import { ROLES } from "./roles.ts";

test("each role holds what the next lower one holds", () => {
  const missing = ROLES.slice(1).flatMap((lower, place) =>
    PERMISSION_NAMES.filter((name) => may(lower, name) && !may(ROLES[place] ?? "owner", name)),
  );

  expect(missing).toEqual([]);
});

test("only owners delete and hand over, and nobody gives the role of an owner", () => {
  expect(ROLES.filter((role) => may(role, "org.delete"))).toEqual(["owner"]);
  expect(ROLES.filter((role) => may(role, "org.transfer"))).toEqual(["owner"]);
  expect(ROLES.filter((role) => mayGive(role, "owner"))).toEqual([]);
});

test("a viewer changes nothing", () => {
  expect(PERMISSION_NAMES.filter((name) => !name.endsWith(".read") && may("viewer", name))).toEqual([]);
});
