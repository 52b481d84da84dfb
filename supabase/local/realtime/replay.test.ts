import { expect, test } from "vitest";
import { newReplay } from "./replay.ts";

const live = (id: string) => ({ event: "changed", content: "{}", meta: { id } });
const old = (id: string) => ({
  topic: "t",
  isPrivate: true,
  body: { event: "changed", content: "{}", meta: { id, replayed: true as const } },
});

test("what came live while old messages were read is not replayed", () => {
  const replay = newReplay();
  const given: (string | undefined)[] = [];

  expect(replay.isNew(live("b"))).toBe(true);
  replay.send([old("a"), old("b")], ({ meta }) => given.push(meta?.id));

  expect(given).toEqual(["a"]);
});

test("what was replayed is not given again when it comes live", () => {
  const replay = newReplay();

  replay.send([old("a")], () => undefined);

  expect(replay.isNew(live("a"))).toBe(false);
  expect(replay.isNew(live("b"))).toBe(true);
});

test("a client's own broadcasts have no id and always pass", () => {
  const replay = newReplay();

  expect([1, 2].map(() => replay.isNew({ event: "hi", content: "{}" }))).toEqual([true, true]);
});
