import { expect, test } from "vitest";
import { createQueue } from "./in-order.ts";

test("runs work of one key in order, also after a failure", async () => {
  const inOrder = createQueue();
  const done: number[] = [];
  const later = (number: number) => async () => {
    await Promise.resolve();
    done.push(number);
    if (number === 1) throw new Error("first");
  };

  const results = await Promise.allSettled([1, 2, 3].map((number) => inOrder("a", later(number))));

  expect(done).toEqual([1, 2, 3]);
  expect(results.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
});

test("does not let one key wait for another", async () => {
  const inOrder = createQueue();
  const never = new Promise<void>(() => {});
  void inOrder("a", () => never);

  await expect(inOrder("b", async () => "done")).resolves.toBe("done");
});
