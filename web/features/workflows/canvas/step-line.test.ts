import { expect, test } from "vitest";
import { stepLine } from "./step-line.ts";

const line = (kind: string, settings: Record<string, unknown> = {}) =>
  stepLine({ id: "it", kind, with: settings });

test.each([
  ["http", { method: "POST", url: "https://books.example.com/orders" }, "POST books.example.com/orders"],
  ["file", { do: "write", name: "list.csv" }, "write list.csv"],
  ["connector", { connector: "slack", action: "post-message" }, "Slack: Post a message"],
  ["approval", { message: "Send\n{{ vars.total }} orders?" }, "Send {{ vars.total }} orders?"],
  ["delay", { seconds: 7200 }, "2 h"],
  ["delay", { seconds: null, until: "{{ input.when }}" }, "until {{ input.when }}"],
  ["branch", { cases: [{ name: "Large", when: "x" }, { when: "y" }, {}] }, "Large · y"],
  ["set", { values: { total: 1, of: 2 } }, "total, of"],
])("a step of %s with %j reads %s", (kind, settings, expected) => {
  expect(line(kind, settings)).toBe(expected);
});

test("an empty one says what its kind does, and an unknown one that it is unknown", () => {
  expect(line("http")).toBe("Calls an address on the internet.");
  expect(line("file", { do: "take" })).toMatch(/^Takes the file/);
  expect(line("coffee")).toBe("a kind that this page does not know: coffee");
});
