import { expect, test } from "vitest";
import { accident } from "./early-end.ts";

test("a signal is an accident, and is named", () => {
  expect(accident({ code: null, signal: "SIGBUS", errors: "" })).toBe("ended by SIGBUS");
});

test("so is a panic, which Deno ends with code 1 like an exception", () => {
  const errors = "\n====\nDeno has panicked. This is a bug in Deno.\n";

  expect(accident({ code: 1, signal: null, errors })).toBe("ended by a panic of the runtime, code 1");
});

test("and a program that could not be run", () => {
  const errors = "setpriv: failed to execute deno: Text file busy";

  expect(accident({ code: 126, signal: null, errors })).toBe("could not be run, code 126");
});

test("code that throws is none", () => {
  const errors = 'error: Uncaught (in promise) Error: "Deno has panicked" is what it says';

  expect(accident({ code: 1, signal: null, errors })).toBeNull();
});

test("nor is a full heap, though V8 ends it by a signal", () => {
  const errors = "# Fatal JavaScript out of memory: Reached heap limit";

  expect(accident({ code: null, signal: "SIGTRAP", errors })).toBeNull();
});
