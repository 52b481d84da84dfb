import { gzipSync } from "node:zlib";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { mainThreadTasks, TRACE_CATEGORIES } from "../../scripts/main-thread-tasks.ts";
import { signInInBrowser } from "../support/account.ts";
import { PASSWORD } from "../support/person.ts";
import { aPersonWithWeeks, SEEDED_ZONE } from "../support/seeded.ts";

/**
 * Scripts that the smallest page of this Next asks for, gzipped, in kB. web/bench/lighthouse.ts builds that page and
 * measures it; this figure changes with Next alone.
 */
const SMALLEST_PAGE_KB = 138;
const MOST_TIMES_AS_MUCH = 1.6;
const MOST_LAYOUT_SHIFT = 0.02;
/** web/bench/lighthouse.ts holds a feed of fifty cards to the same. */
const LONGEST_TASK_MS = 100;
const SIZES = [
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
];

test.use({ timezoneId: SEEDED_ZONE });

test("landing and feed ask for little script, and nothing on them moves while they load", async ({
  page,
  browser,
}) => {
  await page.addInitScript(noteShifts);
  await expectLight(page, "/", "landing");
  for (const size of SIZES) {
    await expectStill(page, {
      path: "/",
      size,
      ready: page.getByText(/found by your own browser in \d+ ms/),
    });
  }

  const person = await aPersonWithWeeks("weight");
  await signInInBrowser(page, person.email, PASSWORD);
  await expect(page.getByRole("article").first()).toBeVisible();
  await expectLight(page, "/feed", "feed");
  for (const size of SIZES) {
    await expectStill(page, { path: "/feed", size, ready: page.getByRole("article").first() });
  }
  await expectShortTasks(browser, page);
});

/** The scripts that the document names: what a page needs before it answers to a press. */
async function expectLight(page: Page, path: string, name: string): Promise<void> {
  const html = await (await page.request.get(path)).text();
  // What is for browsers without modules alone, no browser of today loads.
  const tags = [...html.matchAll(/<script[^>]*>/gi)]
    .map(([tag]) => tag)
    .filter((tag) => !/nomodule/i.test(tag));
  const scripts = new Set(tags.flatMap((tag) => /src="([^"]+)"/.exec(tag)?.[1] ?? []));
  let bytes = 0;
  for (const src of scripts) bytes += gzipSync(await (await page.request.get(src)).body()).length;
  const kb = Math.round(bytes / 100) / 10;
  console.log(`${name}: ${scripts.size} scripts, ${kb} kB gzipped`);
  expect(kb, `${name}, kB of script`).toBeLessThanOrEqual(SMALLEST_PAGE_KB * MOST_TIMES_AS_MUCH);
}

interface Still {
  path: string;
  size: { width: number; height: number };
  ready: ReturnType<Page["getByText"]>;
}

async function expectStill(page: Page, { path, size, ready }: Still): Promise<void> {
  await page.setViewportSize(size);
  await page.goto(path);
  await expect(ready).toBeVisible();
  await page.waitForLoadState("networkidle");
  const shifts = await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    return (window as unknown as { shifts: { value: number; what: string }[] }).shifts;
  });
  const sum = shifts.reduce((total, { value }) => total + value, 0);
  console.log(`${path} at ${size.width}: layout shift ${sum.toFixed(4)}`);
  expect(sum, JSON.stringify(shifts)).toBeLessThanOrEqual(MOST_LAYOUT_SHIFT);
}

/** Loads and scrolls the feed: each piece of work leaves room for a press. */
async function expectShortTasks(browser: Browser, page: Page): Promise<void> {
  // CPU time of the page's thread. What else the machine does makes it longer, never shorter: the shortest try is the page's.
  await expect(async () => {
    await browser.startTracing(page, { categories: TRACE_CATEGORIES });
    await page.goto("/feed", { waitUntil: "networkidle" });
    await page.evaluate(async () => {
      for (let at = 0; at < document.documentElement.scrollHeight; at += 400) {
        window.scrollTo(0, at);
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      }
    });
    const longest = Math.round(Math.max(0, ...mainThreadTasks(await browser.stopTracing())));
    console.log(`/feed: longest task ${longest} ms`);
    expect(longest, "ms of CPU of the longest task").toBeLessThanOrEqual(LONGEST_TASK_MS);
  }).toPass({ timeout: 90_000 });
}

/** Notes what moves on each page from its first paint on, and which element it was. */
function noteShifts(): void {
  interface Shift extends PerformanceEntry {
    value: number;
    hadRecentInput: boolean;
    sources?: { node?: Element }[];
  }
  const shifts: { value: number; what: string }[] = [];
  Object.assign(window, { shifts });
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources = [] } of list.getEntries() as Shift[]) {
      const what = sources.map(({ node }) => node?.outerHTML?.slice(0, 120) ?? "gone").join(" | ");
      if (!hadRecentInput) shifts.push({ value, what });
    }
  }).observe({ type: "layout-shift", buffered: true });
}
