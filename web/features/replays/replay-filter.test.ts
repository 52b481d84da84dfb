import { expect, test } from "vitest";
import { readRunFilter } from "../runs/run-filter.ts";
import { replayFilterOf } from "./replay-filter.ts";

const of = (search: string) => replayFilterOf(readRunFilter(new URLSearchParams(search)), "Europe/Berlin");

test("what the list shows is what is run again, its last day included", () => {
  expect(of("status=unknown&since=2026-11-01&until=2026-11-30&q=%20orders")).toEqual({
    status: "unknown",
    workflow_id: null,
    since: "2026-10-31T23:00:00.000Z",
    until: "2026-11-30T23:00:00.000Z",
    q: "orders",
    is_dead: false,
  });
  expect(of("status=dead")).toMatchObject({ status: "failed", is_dead: true });
});

test.each(["", "status=done", "status=running", "q=orders"])("a list of %j runs nothing again", (search) => {
  expect(of(search)).toBe(null);
});
