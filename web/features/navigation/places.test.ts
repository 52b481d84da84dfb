import { expect, it } from "vitest";
import { isInPlace, PLACES } from "./places.ts";

it.each([
  ["/patterns", "/patterns", true],
  ["/patterns/4711", "/patterns", true],
  ["/patterns-old", "/patterns", false],
  ["/feed", "/patterns", false],
])("%s lies in %s: %s", (path, href, expected) => {
  expect(isInPlace(path, href)).toBe(expected);
});

it("leads to each place by one address only", () => {
  expect(new Set(PLACES.map(({ href }) => href)).size).toBe(PLACES.length);
});
