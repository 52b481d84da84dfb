import { describe, expect, it } from "vitest";
import { NO_ARRIVALS, receive, reveal, waitingIds } from "./arrivals.ts";

const atRest = (ids: string[]) => ({ ids, canInsert: true });
const busy = (ids: string[]) => ({ ids, canInsert: false });

describe("receive", () => {
  it("shows the first list without calling any of it new", () => {
    const state = receive(NO_ARRIVALS, busy(["a"]));

    expect([waitingIds(state, ["a"]), [...state.fresh]]).toEqual([[], []]);
  });

  it("lets a later one slide in while the page is at rest", () => {
    const state = receive(receive(NO_ARRIVALS, atRest(["a"])), atRest(["b", "a"]));

    expect([waitingIds(state, ["b", "a"]), [...state.fresh]]).toEqual([[], ["b"]]);
  });

  it("makes it wait while the page is in use", () => {
    const state = receive(receive(NO_ARRIVALS, atRest(["a"])), busy(["b", "a"]));

    expect(waitingIds(state, ["b", "a"])).toEqual(["b"]);
  });

  it("does not call one new that was dismissed here and taken back", () => {
    const shown = receive(NO_ARRIVALS, atRest(["a", "b"]));
    const without = receive(shown, atRest(["a"]));

    expect(waitingIds(without, ["a", "b"])).toEqual([]);
  });

  it("shows what comes first into an empty feed as new", () => {
    const state = receive(receive(NO_ARRIVALS, atRest([])), atRest(["a"]));

    expect([...state.fresh]).toEqual(["a"]);
  });
});

describe("reveal", () => {
  it("shows all that waits", () => {
    const waiting = receive(receive(NO_ARRIVALS, atRest(["a"])), busy(["c", "b", "a"]));

    const state = reveal(waiting, ["c", "b", "a"]);

    expect([waitingIds(state, ["c", "b", "a"]), [...state.fresh]]).toEqual([[], ["c", "b"]]);
  });
});
