import { anEvent } from "@floyo/shared/events/event-builder.ts";
import { describe, expect, it } from "vitest";
import { createPassingStore } from "./passing-store.ts";
import { withSpill } from "./spilling-store.ts";

const SOURCE = "5f0a1c1e-3a43-4e37-9d5b-0d5a3f0f1c11";
const stamp = { size: 1, modifiedMs: 1 };

/** A store whose room can be taken away. */
function aStore() {
  const room = { isFull: false };
  const inside = createPassingStore();
  const refuse = () => {
    if (room.isFull) throw new DOMException("no room", "QuotaExceededError");
  };
  const told: boolean[] = [];
  const store = withSpill(
    {
      ...inside,
      addFound: async (...found) => {
        refuse();
        await inside.addFound(...found);
      },
      replaceFiles: async (...files) => {
        refuse();
        await inside.replaceFiles(...files);
      },
      putStretch: async (stretch) => {
        refuse();
        await inside.putStretch(stretch);
      },
    },
    (isFull) => told.push(isFull),
  );
  return { room, inside, store, told };
}

const found = (path: string) => ({ stamps: new Map([[path, stamp]]), events: [anEvent({ path })] });

describe("withSpill", () => {
  it("goes on in memory when there is no room, after what is kept, and says so", async () => {
    const { room, store, told } = aStore();
    await store.addFound(SOURCE, found("kept.txt"));
    room.isFull = true;
    await store.addFound(SOURCE, found("spilled.txt"));

    const queue = await store.readQueue(SOURCE, 10);

    expect(queue.map(({ event }) => event.path)).toEqual(["kept.txt", "spilled.txt"]);
    expect(await store.countQueue(SOURCE)).toBe(2);
    expect(told).toEqual([false, true]);
  });

  it("removes what was sent, wherever it was", async () => {
    const { room, store } = aStore();
    await store.addFound(SOURCE, found("kept.txt"));
    room.isFull = true;
    await store.addFound(SOURCE, found("spilled.txt"));

    const queue = await store.readQueue(SOURCE, 10);
    await store.removeQueued(
      SOURCE,
      queue.map(({ n }) => n),
    );

    expect(await store.countQueue(SOURCE)).toBe(0);
  });

  it("writes what it knows of the files as soon as there is room, so that a later visit infers nothing twice", async () => {
    const { room, inside, store } = aStore();
    room.isFull = true;
    await store.replaceFiles(SOURCE, new Map([["old.txt", stamp]]));
    await store.addFound(SOURCE, found("spilled.txt"));
    room.isFull = false;
    await store.addFound(SOURCE, found("kept.txt"));

    expect([...(await inside.readFiles(SOURCE)).keys()].sort()).toEqual([
      "kept.txt",
      "old.txt",
      "spilled.txt",
    ]);
  });
});
