import { describe, expect, it } from "vitest";
import { dropReason } from "./drop-rules.ts";

describe("dropReason", () => {
  it.each([
    [".ssh/id_ed25519", "hidden"],
    ["work/.env", "hidden"],
    [".git/HEAD", "hidden"],
    ["site/node_modules/react/index.js", "program's own"],
    ["Thumbs.db", "program's own"],
    ["~$plan.docx", "temporary"],
    ["~WRD0001.tmp", "temporary"],
    ["orders.csv.crdownload", "temporary"],
    ["orders.csv.crswap", "temporary"],
    ["notes.md~", "temporary"],
    ["4913", "temporary"],
    ["sedAb12Cd", "temporary"],
    ["orders.xlsx.sb-1a2b3c4d-Xy12Zz", "temporary"],
    ["a\\b.txt", "unsendable"],
    [`${"x".repeat(1_100)}.txt`, "unsendable"],
  ])("drops %s: %s", (path, reason) => {
    expect(dropReason(path)).toBe(reason);
  });

  it.each([
    "Reports/orders 2026-11.csv",
    "sediment.md",
    "temp.xlsx",
    "Lock plan.docx",
    "a~b.txt",
    "résumé.pdf",
  ])("keeps %s", (path) => {
    expect(dropReason(path)).toBeNull();
  });

  it("drops what a person left out, with everything below it, and nothing that only begins alike", () => {
    const leftOut = new Set(["Private"]);

    expect(dropReason("Private/diary.md", leftOut)).toBe("left out");
    expect(dropReason("Private plans/trip.md", leftOut)).toBeNull();
  });
});
