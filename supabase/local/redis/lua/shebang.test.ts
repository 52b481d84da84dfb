import { expect, test } from "vitest";
import { plainScript } from "./shebang.ts";

test.each([
  ["#!lua flags=allow-key-locking\nreturn 1", "\nreturn 1"],
  ["#!lua flags=no-writes,allow-key-locking\nreturn 1", "#!lua flags=no-writes\nreturn 1"],
  ["#!lua\nreturn 1", "\nreturn 1"],
  ["return 1 -- #!lua flags=allow-key-locking", "return 1 -- #!lua flags=allow-key-locking"],
  ["#!python\nreturn 1", "#!python\nreturn 1"],
  ["#!lua flags=allow-key-locking", ""],
])("%j becomes %j", (script, expected) => {
  expect(plainScript(Buffer.from(script)).toString()).toBe(expected);
});

test("bytes that are no text stay as they are", () => {
  const script = Buffer.from([0x72, 0xff, 0x00, 0x0a, 0x80]);

  expect(plainScript(script)).toEqual(script);
});
