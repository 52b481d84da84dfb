import { describe, expect, it } from "vitest";
import { canSendAgain, pathOf } from "./rejects.ts";

const NOW = Date.UTC(2026, 10, 9, 8);
const early = {
  code: "outside_retention" as const,
  isTaken: false,
  body: { occurredAt: "2026-11-09T09:30:00Z", path: "a.csv" },
};

describe("canSendAgain", () => {
  it("waits for the time from which an event came", () => {
    expect(canSendAgain(early, NOW)).toBe(false);
    expect(canSendAgain(early, NOW + 90 * 60_000)).toBe(true);
  });

  it("does not offer what was taken since, what is too old, or what cannot become good", () => {
    const later = NOW + 90 * 60_000;

    expect(canSendAgain({ ...early, isTaken: true }, later)).toBe(false);
    expect(canSendAgain({ ...early, body: { occurredAt: "2024-01-01T00:00:00Z" } }, later)).toBe(false);
    expect(canSendAgain({ ...early, code: "invalid_event" }, later)).toBe(false);
    expect(canSendAgain({ ...early, body: null }, later)).toBe(false);
  });
});

describe("pathOf", () => {
  it("names the file where the content was kept", () => {
    expect(pathOf(early)).toBe("a.csv");
    expect(pathOf({ body: null })).toBeNull();
    expect(pathOf({ body: { path: 7 } })).toBeNull();
  });
});
