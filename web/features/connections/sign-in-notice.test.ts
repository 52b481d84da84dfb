import { expect, test } from "vitest";
import { signInNotice } from "./sign-in-notice.ts";

test("only the end that went well is good news", () => {
  const ends = ["done", "not-working", "refused", "over", "failed", "unavailable"];

  expect(ends.filter((end) => signInNotice(end)?.isGood)).toEqual(["done"]);
});

test.each([undefined, "", "toString", "<script>", ["done", "done"]])("says nothing of %j", (end) => {
  expect(signInNotice(end)).toBeNull();
});
