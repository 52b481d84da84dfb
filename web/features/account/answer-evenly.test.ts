import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { answerEvenly } from "./answer-evenly.ts";

async function msOf(work: Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work.catch(() => {});
  return performance.now() - startedAt;
}
const after = (ms: number, answer: string) => wait(ms, answer);

test("a known address, an unknown one and a failure are answered at the same time", async () => {
  const failing = after(5, "").then(() => Promise.reject(new Error("no mail today")));

  const times = await Promise.all([
    msOf(answerEvenly(after(300, "mailed"))),
    msOf(answerEvenly(after(1, "nobody"))),
    msOf(answerEvenly(failing)),
  ]);

  expect(Math.min(...times)).toBeGreaterThan(680);
  expect(Math.max(...times) - Math.min(...times)).toBeLessThan(60);
});

test("what worked need not wait, and answers and errors are those of the work", async () => {
  expect(await msOf(answerEvenly(after(1, "signed in"), (answer) => answer === "signed in"))).toBeLessThan(
    300,
  );
  expect(await answerEvenly(after(1, "mailed"))).toBe("mailed");
  await expect(answerEvenly(Promise.reject(new Error("away")))).rejects.toThrow("away");
});
