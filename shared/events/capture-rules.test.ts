import { describe, expect, it } from "vitest";
import { capturedBy, globRegex } from "./capture-rules.ts";

describe("globRegex", () => {
  it.each([
    ["Private/", "Private/diary.md", true],
    ["Private/", "Work/Private/diary.md", true],
    ["Private/", "Private", false],
    ["Private", "Privately/plan.md", false],
    ["/Private", "Work/Private/diary.md", false],
    ["Work/*.md", "Work/plan.md", true],
    ["Work/*.md", "Work/deep/plan.md", false],
    ["Work/**/plan.md", "Work/a/b/plan.md", true],
    ["*.key", "a/b/server.key", true],
    ["*.key", "server.keys", false],
    ["pla?.md", "plan.md", true],
    ["a+b (1).md", "a+b (1).md", true],
    ["a+b (1).md", "aab 1.md", false],
    ["[x]{2}|$^.md", "[x]{2}|$^.md", true],
    ["geheim💥?", "geheim💥💥", true],
  ])("%j and %j: %j", (glob, path, isMatch) => {
    expect(globRegex(glob).test(path)).toBe(isMatch);
  });
});

describe("capturedBy", () => {
  const rules = { ops: ["created", "moved"], ignoredPaths: ["Private/"], isPaused: false };

  it("holds back an operation, a path and either path of a move that are ruled out", () => {
    const isCaptured = capturedBy(rules);

    expect(isCaptured({ op: "created", path: "Work/plan.md" })).toBe(true);
    expect(isCaptured({ op: "opened", path: "Work/plan.md" })).toBe(false);
    expect(isCaptured({ op: "created", path: "Private/plan.md" })).toBe(false);
    expect(isCaptured({ op: "moved", path: "Work/plan.md", fromPath: "Private/plan.md" })).toBe(false);
  });

  it("holds everything back while the person has paused", () => {
    expect(capturedBy({ ...rules, isPaused: true })({ op: "created", path: "Work/plan.md" })).toBe(false);
  });
});
