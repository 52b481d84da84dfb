import { expect, test } from "vitest";
import type { DraftStep } from "../draft.ts";
import { START } from "../draft-ways.ts";
import { graphOf } from "./graph.ts";
import { layOut } from "./layout.ts";
import { neighbour } from "./neighbour.ts";

const step = (id: string, kind: string, rest: object = {}): DraftStep => ({ id, kind, with: {}, ...rest });
const LAYOUT = layOut(
  graphOf({
    version: 1,
    trigger: { kind: "manual" },
    steps: [
      step("ask", "approval", { next: "send", with: { message: "", ifRejected: "tell" } }),
      step("send", "http", { next: "note" }),
      step("note", "set"),
      step("tell", "notify", { next: "log" }),
      step("log", "set"),
    ],
  }),
);

function walk(from: string, ...keys: string[]): string | null {
  return keys.reduce<string | null>((at, key) => (at === null ? null : neighbour(LAYOUT, at, key)), from);
}

test("down follows the ways to the last step, up leads back to the start", () => {
  expect(walk(START, "ArrowDown")).toBe("ask");
  expect(walk("send", "ArrowDown")).toBe("note");
  expect(walk("send", "ArrowUp", "ArrowUp")).toBe(START);
  expect(walk("note", "ArrowDown")).toBeNull();
});

test("sideways goes to the other way, there and back", () => {
  const away = walk("send", "ArrowLeft") === "tell" ? "ArrowLeft" : "ArrowRight";
  const back = away === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";

  expect(walk("send", away)).toBe("tell");
  expect(walk("tell", back)).toBe("send");
});

test("Home and End go to the ends of the list, and a letter nowhere", () => {
  expect(walk("send", "Home")).toBe(START);
  expect(walk("send", "End")).toBe("log");
  expect(walk("send", "x")).toBeNull();
});
