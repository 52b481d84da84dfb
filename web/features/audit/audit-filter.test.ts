import { expect, test } from "vitest";
import { filterArguments, readFilter, writeFilter } from "./audit-filter.ts";

const ACTOR = "0d2f1a54-0f0e-4f57-9a3c-6f8f6a1f2b3c";

test("a filter is the same after it went through the address", () => {
  const filter = { action: "member.joined", actor: ACTOR, since: "2026-11-01", until: "2026-11-25" };

  expect(readFilter(new URLSearchParams(writeFilter(filter)))).toEqual(filter);
});

test("what is no filter is left out", () => {
  const search = new URLSearchParams("action=toString&actor=1;drop&since=2026-13-40&until=yesterday");

  expect(readFilter(search)).toEqual({ action: null, actor: null, since: null, until: null });
  expect(writeFilter(readFilter(search))).toBe("");
});

test("the last day is shown to its end", () => {
  const { since, until } = filterArguments({
    action: null,
    actor: null,
    since: "2026-02-28",
    until: "2026-02-28",
  });

  expect([since, until]).toEqual(["2026-02-28T00:00:00Z", "2026-03-01T00:00:00.000Z"]);
});
