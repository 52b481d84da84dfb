import { expect, test } from "vitest";
import { spokenText, stepWords } from "./describe-step.ts";

test("a service is named with what is done in it, whether or not this page knows it", () => {
  const settings = { connector: "slack", action: "post-message", settings: { text: "Hello" } };

  expect(stepWords({ kind: "connector", with: settings })).toBe("Post a message · Slack");
  expect(stepWords({ kind: "connector", with: { connector: "fax", action: "send" } })).toBe("Uses a service");
});

test("files, calls and every other kind are said in words", () => {
  expect(stepWords({ kind: "file", with: { do: "convert" } })).toBe(
    "Writes a file once more in another format",
  );
  expect(stepWords({ kind: "http", with: { method: "POST" } })).toBe("Calls an address (POST)");
  expect(stepWords({ kind: "approval", with: {} })).toBe("Waits until a member approves or rejects");
});

test("what a step says to people is shown, what it computes is not", () => {
  const slack = { connector: "slack", action: "post-message", settings: { text: "Hello {{ input.name }}" } };

  expect(spokenText({ kind: "connector", with: slack })).toBe("Hello {{ input.name }}");
  expect(spokenText({ kind: "notify", with: { title: "Done", message: "All of it" } })).toBe(
    "Done\nAll of it",
  );
  expect(spokenText({ kind: "transform", with: { expression: "input.a" } })).toBeNull();
});
