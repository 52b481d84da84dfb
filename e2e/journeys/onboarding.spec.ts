import { expect, type Page, test } from "@playwright/test";
import { plantedHistory, zoneAtNoon } from "../support/history.ts";
import { linkFromMail } from "../support/mail.ts";
import { anAddress, PASSWORD } from "../support/person.ts";

const THREE_MINUTES_MS = 180_000;
const now = new Date();

test.use({ timezoneId: zoneAtNoon(now) });

test("from sign-up to a suggestion about one's own files in under three minutes of clicks", async ({
  page,
}) => {
  const startedAt = Date.now();
  await signUp(page);

  await page.getByRole("button", { name: "Import a log" }).click();
  await importLog(page, history({ days: 5 }));

  await expect(page.getByText("Found in your own files")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("heading", { name: /report\.py was changed/ })).toBeVisible();
  await page.getByRole("link", { name: /in the feed/ }).click();
  await expect(page.getByRole("article").filter({ hasText: "report.py" })).toBeVisible();
  expect(Date.now() - startedAt).toBeLessThan(THREE_MINUTES_MS);
});

test("with too little to go on, Floyo says what is missing, on how many days it was seen, and when it would count", async ({
  page,
}) => {
  await signUp(page);
  await page.getByRole("button", { name: "Import a log" }).click();

  await importLog(page, history({ days: 4 }));

  await expect(page.getByRole("heading", { name: "No routine is sure enough yet" })).toBeVisible({
    timeout: 60_000,
  });
  await expect(page.getByText(/report\.py was changed/)).toBeVisible();
  await expect(page.getByText(/4 of 5 days seen/).first()).toBeVisible();
});

test("sample weeks are loaded by one click, marked wherever they are seen, and gone by another", async ({
  page,
}) => {
  await signUp(page);

  await page.getByRole("button", { name: "Load sample weeks" }).click();
  await expect(page.getByText("Found in the sample weeks, not in your files")).toBeVisible({
    timeout: 60_000,
  });
  await page.goto("/feed");
  await expect(page.getByRole("article").first()).toBeVisible();
  const cards = await page.getByRole("article").count();
  expect(cards).toBeGreaterThan(2);
  await expect(page.getByRole("article").getByText("Sample", { exact: true })).toHaveCount(cards);

  await page.getByRole("complementary", { name: "Sample" }).getByRole("button").click();

  await expect(page.getByRole("complementary", { name: "Sample" })).toBeHidden();
  await expect(page.getByRole("article")).toHaveCount(0);
  await page.goto("/welcome");
  await expect(page.getByRole("button", { name: "Load sample weeks" })).toBeEnabled();
});

async function signUp(page: Page): Promise<void> {
  const email = anAddress("fresh");
  await page.goto("/sign-up");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  await page.goto(await linkFromMail(email, /confirm/i));
  await expect(page.getByRole("heading", { name: "Where should Floyo look?" })).toBeVisible();
}

async function importLog(page: Page, log: string): Promise<void> {
  await page.getByLabel("Choose a log file").setInputFiles({
    name: "two-weeks.ndjson",
    mimeType: "application/x-ndjson",
    buffer: Buffer.from(log),
  });
  await page.getByRole("button", { name: /^Send \d+ events$/ }).click();
  await expect(page.getByRole("heading", { name: "Import finished" })).toBeVisible({ timeout: 30_000 });
}

/** The planted two weeks: a routine on four days, and on a fifth when that is asked for. */
function history({ days }: { days: 4 | 5 }): string {
  const log = plantedHistory(now);
  if (days === 4) return log;
  const lines = log.split("\n").map((line) => JSON.parse(line) as { ts: string; path: string });
  const routine = lines.filter(({ path }) => path.startsWith("Reports/"));
  // The newest of the four, two days earlier: a day on which it did not happen.
  const again = routine.slice(-3).map((line) => ({
    ...line,
    ts: new Date(Date.parse(line.ts) - 2 * 86_400_000).toISOString(),
  }));
  return [...lines, ...again]
    .sort((one, other) => Date.parse(one.ts) - Date.parse(other.ts))
    .map((line) => JSON.stringify(line))
    .join("\n");
}
