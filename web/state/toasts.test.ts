import { beforeEach, expect, test } from "vitest";
import { useToasts } from "./toasts.ts";

const { show, warn, close, openList } = useToasts.getState();
const titles = () => useToasts.getState().list.map(({ title }) => title);
const kept = () => useToasts.getState().kept.map(({ title }) => title);

beforeEach(() => useToasts.setState({ list: [], kept: [], isListOpen: false }));

test("a failure stays over the page while what was done comes and goes", () => {
  warn({ title: "Nothing was changed" });
  for (const title of ["one", "two", "three", "four"]) show({ title });

  expect(titles()).toEqual(["Nothing was changed", "three", "four"]);
});

test("of more failures than there is room for, the newest stand over the page and all in the list of the visit", () => {
  for (const title of ["one", "two", "three", "four"]) warn({ title });

  expect(titles()).toEqual(["two", "three", "four"]);
  expect(kept()).toEqual(["four", "three", "two", "one"]);
});

test("the same failure once more takes the place of the first", () => {
  warn({ title: "Not taken", detail: "Its source is paused." });
  warn({ title: "Not taken", detail: "Its source is paused." });

  expect(titles()).toEqual(["Not taken"]);
  expect(kept()).toHaveLength(2);
});

test("what is dismissed stays in the list of the visit", () => {
  warn({ title: "Not taken" });

  close(useToasts.getState().list[0]?.id ?? 0);

  expect([titles(), kept()]).toEqual([[], ["Not taken"]]);
});

test("the open list takes the place of what stood over the page", () => {
  warn({ title: "Not taken" });

  openList();

  expect([titles(), kept(), useToasts.getState().isListOpen]).toEqual([[], ["Not taken"], true]);
});
