import { expect, test } from "vitest";
import { errorBodyOf, FloyoError, statusOf } from "./errors.ts";

test("a code decides the status", () => {
  expect(statusOf(new FloyoError("conflict", "the name is taken"))).toBe(409);
  expect(statusOf(new TypeError("x is not a function"))).toBe(500);
});

test("an unknown error shows nothing of itself", () => {
  const body = errorBodyOf(new Error("password=hunter2"));

  expect(body.error.code).toBe("internal");
  expect(JSON.stringify(body)).not.toContain("hunter2");
});

test("issues travel with the message", () => {
  const issues = [{ path: "events", message: "must be a list" }];

  expect(errorBodyOf(new FloyoError("invalid_input", "no", { issues })).error.issues).toEqual(issues);
  expect(errorBodyOf(new FloyoError("invalid_input", "no")).error).not.toHaveProperty("issues");
});
