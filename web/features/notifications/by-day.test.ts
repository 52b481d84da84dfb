import { expect, it } from "vitest";
import { byDay } from "./by-day.ts";
import type { Notification } from "./rows.ts";

const at = (created_at: string): Notification => ({
  id: created_at,
  kind: "message",
  title: "Hello",
  body: "",
  run_id: null,
  times: 1,
  workflow_id: null,
  created_at,
  read_at: null,
});

it("puts what came under its day by the person's own clock", () => {
  const moment = { now: Date.parse("2026-11-30T08:00:00Z"), timeZone: "Europe/Zurich" };
  const list = [
    "2026-11-30T07:00:00Z",
    "2026-11-29T23:30:00Z",
    "2026-11-29T22:30:00Z",
    "2026-11-16T12:00:00Z",
  ];

  const days = byDay(list.map(at), moment);

  expect(days.map(({ title, list: told }) => [title, told.length])).toEqual([
    ["Today", 2],
    ["Yesterday", 1],
    ["Mon 16 Nov", 1],
  ]);
});
