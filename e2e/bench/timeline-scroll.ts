// Scrolls through a timeline of 100 000 events and says how long the page and the database were busy with it.
// Needs a running `npm run dev` (or its variables): node scripts/node24.mjs e2e/bench/timeline-scroll.ts
import { chromium, type Page } from "@playwright/test";
import postgres from "postgres";
import { findBrowser } from "../../scripts/browser.ts";
import { mainThreadTasks, TRACE_CATEGORIES } from "../../scripts/main-thread-tasks.ts";

process.env.FLOYO_SITE_URL ??= "http://127.0.0.1:3000";
process.env.FLOYO_MAIL_URL ??= "http://127.0.0.1:54324";
const databaseUrl = process.env.FLOYO_TEST_DB_URL ?? "postgres://postgres:postgres@127.0.0.1:54322/postgres";
const EVENTS = 100_000;
const STEPS = 120;

for (const url of [process.env.FLOYO_SITE_URL, databaseUrl]) {
  if (new URL(url).hostname !== "127.0.0.1") throw new Error(`The bench writes events: ${url} is not local.`);
}
const [{ signUpInBrowser }, { anAddress }] = await Promise.all([
  import("../support/account.ts"),
  import("../support/person.ts"),
]);

const found = await findBrowser();
const browser = await chromium.launch({
  executablePath: found.executablePath,
  args: found.args,
  env: { ...(process.env as Record<string, string>), ...found.env },
});
const sql = postgres(databaseUrl, { max: 1 });
try {
  const page = await browser.newPage({ baseURL: process.env.FLOYO_SITE_URL });
  const email = anAddress("bench");
  await signUpInBrowser(page, email);
  await fill(email);
  await measure(page);
} finally {
  await sql.end();
  await browser.close();
}

/** A year of work, written past the API, which would mine it as well. */
async function fill(email: string): Promise<void> {
  const [person] = await sql<{ id: string; org: string }[]>`
    select users.id, organisations.id as org
    from auth.users join public.organisations on organisations.created_by = users.id
    where users.email = ${email}`;
  if (!person) throw new Error(`${email} has no organisation`);
  await sql`
    with times as (
      select
        n,
        date_trunc('day', now()) - make_interval(days => n / 280 + 1)
          + make_interval(mins => 480 + (n * 7919) % 600, secs => n % 60) as at
      from generate_series(1, ${EVENTS}::integer) as n
    )
    insert into public.events (
      id, user_id, org_id, source_id, seq, occurred_at, time_zone, op, path, tool, body_hash
    )
    select
      (left(private.uuid_v7_floor(at)::text, 24) || lpad(to_hex(n), 12, '0'))::uuid, ${person.id}, ${person.org},
      ${person.id}, n, at, 'UTC', (array['created', 'modified', 'moved', 'opened'])[1 + n % 4],
      'Projects/client-' || n % 40 || '/file-' || n * 31 % 5000 || '.md', 'Editor', sha256('x')
    from times`;
  await sql`analyze public.events`;
}

async function measure(page: Page): Promise<void> {
  await page.goto("/timeline");
  const rows = page.getByRole("list", { name: /events, the newest first/ }).getByRole("button");
  await rows.first().waitFor({ timeout: 120_000 });
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { longTasks: tasks });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(Math.round(duration));
    }).observe({ entryTypes: ["longtask"] });
    performance.clearResourceTimings();
    performance.setResourceTimingBufferSize(5_000);
  });
  await browser.startTracing(page, { categories: TRACE_CATEGORIES });
  const tasks = await page.evaluate(async (steps) => {
    const end = document.documentElement.scrollHeight;
    for (let step = 1; step <= steps; step++) {
      window.scrollTo(0, (end * step) / steps);
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    }
    for (let step = 1; step <= steps; step++) {
      window.scrollBy(0, -120);
      await new Promise((done) => requestAnimationFrame(done));
    }
    return (window as unknown as { longTasks: number[] }).longTasks;
  }, STEPS);
  const busy = mainThreadTasks(await browser.stopTracing());
  const pages = await page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .filter(({ name }) => name.includes("timeline_events"))
      .map(({ duration }) => duration)
      .sort((one, other) => one - other),
  );
  const at = (share: number) =>
    Math.round(pages[Math.min(pages.length - 1, Math.floor(pages.length * share))] ?? 0);
  console.log(`${EVENTS} events, ${2 * STEPS} steps`);
  console.log(
    `long tasks: ${tasks.length} over 50 ms, ${tasks.filter((task) => task > 100).length} over 100 ms`,
  );
  console.log(`longest: ${Math.max(0, ...tasks)} ms`);
  console.log(
    `by the thread's own clock, which waits for nobody: ${busy.filter((ms) => ms > 50).length} over 50 ms, ` +
      `${busy.filter((ms) => ms > 100).length} over 100 ms, longest ${Math.round(Math.max(0, ...busy))} ms`,
  );
  console.log(`pages asked for: ${pages.length}, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`);
}
