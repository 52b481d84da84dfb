import type { Browser } from "playwright-core";

export interface LocalMiningTasks {
  longestTaskMs: number;
  /** Until the findings stood on the screen. */
  totalMs: number;
  findings: string;
}

/** The longest task of the page's own thread while the miner beside it reads and mines `log`, from choosing to findings. */
export async function localMiningTasks(
  browser: Browser,
  { url, log }: { url: string; log: string },
): Promise<LocalMiningTasks> {
  const page = await browser.newPage();
  await page.goto(`${url}/look`, { waitUntil: "networkidle" });
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(globalThis, { tasks });
    new PerformanceObserver((list) =>
      tasks.push(...list.getEntries().map(({ duration }) => duration)),
    ).observe({ type: "longtask" });
  });
  const startedAt = Date.now();
  await page.getByLabel("Choose a log file").setInputFiles(log);
  const status = page.getByRole("status").filter({ hasText: "found here in" });
  await status.waitFor({ timeout: 300_000 });
  const totalMs = Date.now() - startedAt;
  const longestTaskMs = await page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 200)));
    return Math.max(0, ...(globalThis as unknown as { tasks: number[] }).tasks);
  });
  const findings = (await status.textContent()) ?? "";
  await page.close();
  return { longestTaskMs: Math.round(longestTaskMs), totalMs, findings };
}
