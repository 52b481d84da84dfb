import { expect, it } from "vitest";
import { initialsOf } from "./initials.ts";

it.each([
  ["Ada Byron", "AB"],
  ["ada.byron@example.org", "AB"],
  ["ada@example.org", "AD"],
  ["Ünal", "ÜN"],
  ["", ""],
])("stands %j for as %j", (name, letters) => {
  expect(initialsOf(name)).toBe(letters);
});
