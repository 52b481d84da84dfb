import type { Page } from "@playwright/test";

/** How long the site takes to answer a page on a machine that has nothing else to do, with room. */
const ANSWER_MS = 50;

/** Whether the machine has so much else to do that a time measured on it says nothing. */
export async function isBusy(page: Page): Promise<boolean> {
  const times = await page.evaluate(async () => {
    const times: number[] = [];
    for (let round = 0; round < 5; round++) {
      const askedAt = performance.now();
      await fetch("/api/health", { cache: "no-store" });
      times.push(performance.now() - askedAt);
    }
    return times;
  });
  return Math.max(...times) > ANSWER_MS;
}
