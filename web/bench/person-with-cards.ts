import type { Browser } from "playwright-core";
import postgres from "postgres";
import { mainThreadTasks, TRACE_CATEGORIES } from "../../scripts/main-thread-tasks.ts";

const PASSWORD = "correct horse battery staple";
const PATIENCE_MS = 120_000;

interface Surroundings {
  siteUrl: string;
  mailUrl: string;
  databaseUrl: string;
  cards: number;
}

/** Signs a person up on the site, loads the sample, and multiplies what was found to `cards` kept suggestions. Gives the cookies. */
export async function personWithCards(
  browser: Browser,
  { siteUrl, mailUrl, databaseUrl, cards }: Surroundings,
): Promise<string> {
  const context = await browser.newContext({ baseURL: siteUrl });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const email = `bench-${Date.now()}@example.com`;
  await page.goto("/sign-up");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("heading", { name: "Check your mail" }).waitFor();
  await page.goto(await confirmationLink(mailUrl, email));
  await page.getByRole("button", { name: "Load sample weeks" }).click();
  await page.getByText("Found in the sample weeks").waitFor();
  await multiply(databaseUrl, email, cards);
  const cookies = await context.cookies();
  await context.close();
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

/** Copies of what mining found, each with a pattern of its own: as many cards as a tab shows. */
async function multiply(databaseUrl: string, email: string, cards: number): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    await sql`
      with found as (
        select suggestions.*, row_number() over () - 1 as nth, count(*) over () as number
        from public.suggestions
        join auth.users on users.id = suggestions.user_id
        where users.email = ${email}
      ),
      copies as (
        select gen_random_uuid() as new_pattern, copy, found.*
        from found, generate_series(1, ${cards}) as copy
        where (copy - 1) % found.number = found.nth
      ),
      new_patterns as (
        insert into public.patterns (
          id, org_id, user_id, fingerprint, kind, steps, rhythm, evidence, stats, score, first_seen_at, last_seen_at
        )
        select copies.new_pattern, patterns.org_id, patterns.user_id, patterns.fingerprint || '-' || copies.copy,
          patterns.kind, patterns.steps, patterns.rhythm, patterns.evidence, patterns.stats, patterns.score,
          patterns.first_seen_at, patterns.last_seen_at
        from copies
        join public.patterns on patterns.id = copies.pattern_id
        returning id
      )
      insert into public.suggestions (
        org_id, user_id, pattern_id, fingerprint, catalogue_id, title, body, explanation, draft, backtest,
        minutes_per_month, status
      )
      select org_id, user_id, new_pattern, fingerprint || '-' || copy, catalogue_id, title, body, explanation, draft,
        backtest, minutes_per_month, 'kept'
      from copies
      where exists (select from new_patterns)`;
  } finally {
    await sql.end();
  }
}

async function confirmationLink(mailUrl: string, email: string): Promise<string> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    const { messages } = (await (await fetch(`${mailUrl}/api/v1/messages`)).json()) as {
      messages: { ID: string; To: { Address: string }[] }[];
    };
    const mail = messages.find(({ To }) => To.some(({ Address }) => Address === email));
    if (mail) {
      const { Text } = (await (await fetch(`${mailUrl}/api/v1/message/${mail.ID}`)).json()) as {
        Text: string;
      };
      const link = /https?:\/\/\S+/.exec(Text)?.[0];
      if (link) return link;
    }
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error("the confirmation mail did not come");
}

/**
 * Opens the kept cards unthrottled, scrolls to the end, and gives the longest task and the number of cards. Milliseconds
 * of the thread's own clock, which a busy machine does not lengthen.
 */
export async function longestTask(
  browser: Browser,
  { url, cookie }: { url: string; cookie: string },
): Promise<{ longestTaskMs: number; cards: number }> {
  const context = await browser.newContext({ extraHTTPHeaders: { cookie }, serviceWorkers: "block" });
  const page = await context.newPage();
  await browser.startTracing(page, { categories: TRACE_CATEGORIES });
  await page.goto(url, { waitUntil: "load" });
  await page.getByRole("article").first().waitFor();
  const cards = await page.getByRole("article").count();
  await page.evaluate(async () => {
    for (let at = 0; at < document.documentElement.scrollHeight; at += 400) {
      window.scrollTo(0, at);
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    }
  });
  const tasks = mainThreadTasks(await browser.stopTracing());
  await context.close();
  return { longestTaskMs: Math.round(Math.max(0, ...tasks)), cards };
}
