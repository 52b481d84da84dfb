import { expect, test } from "vitest";
import { parseDestination, requestTarget } from "./destination.ts";

test.each([
  "http://127.0.0.1:3000/a//b?x=%2F&y=1",
  "http://localhost:3000",
  "http://[::1]:3000/x",
  "http://127.1.2.3/",
])("accepts %s unchanged", (url) => {
  expect(parseDestination(url)).toEqual({ url });
});

test.each([
  ["", "destination is missing"],
  ["http://example.com/", "delivers to 127.0.0.1 only"],
  ["http://127.0.0.1.example.com/", "delivers to 127.0.0.1 only"],
  ["http://127.0.0.1@example.com/", "must not carry a password"],
  ["http://169.254.169.254/", "delivers to 127.0.0.1 only"],
  ["https://127.0.0.1/", "delivers over http://"],
  ["http://", "invalid destination url"],
  ["no group/at all", "invalid destination"],
])("refuses %j", (url, reason) => {
  expect(() => parseDestination(url)).toThrow(reason);
});

test.each([
  ["http://127.0.0.1:1//a/../b?c=%2F#frag", "//a/../b?c=%2F"],
  ["http://127.0.0.1:1", "/"],
  ["http://127.0.0.1:1?x=1", "/?x=1"],
])("the request line for %s is %s", (url, expected) => {
  expect(requestTarget(url)).toBe(expected);
});
