import { expect, type Page, test } from "@playwright/test";
import { signInInBrowser } from "../support/account.ts";
import { elevenWeeks } from "../support/eleven-weeks.ts";
import { aSource, sendEvents } from "../support/ingest.ts";
import { aPerson, PASSWORD } from "../support/person.ts";

const TIME_ZONE = "Atlantic/Reykjavik"; // UTC all year, as the planted times are
/** Addresses of one shape, such as two patterns, differ in content only: so many of them are opened. */
const OF_A_SHAPE = 2;

test.use({ timezoneId: TIME_ZONE });

test("every link that a signed-in person meets leads somewhere", async ({ page }) => {
  const person = await aPerson("crawler");
  const source = await aSource(person, "Downloads and Reports");
  await sendEvents(person.token, source, elevenWeeks(new Date(), TIME_ZONE).slice(-1000));
  await signInInBrowser(page, person.email, PASSWORD);
  await expect(page.getByRole("article").first()).toBeVisible();

  const broken: string[] = [];
  const linkedFrom = new Map([["/feed", "the first page"]]);
  const shapes = new Map<string, number>();
  for (const [address, origin] of linkedFrom) {
    const { pathname, hash } = new URL(address, page.url());
    const shape = `${shapeOf(pathname)}${hash}`;
    const opened = (shapes.get(shape) ?? 0) + 1;
    if (opened > OF_A_SHAPE) continue;
    shapes.set(shape, opened);

    const problem = (await open(page, address)) ?? (await missingTarget(page, hash));
    if (problem) broken.push(`${address}, linked from ${origin}: ${problem}`);
    for (const link of await linksOf(page)) {
      const target = new URL(link, page.url());
      if (target.hash && target.pathname === pathname) {
        const missing = await missingTarget(page, target.hash);
        if (missing) broken.push(`${link} on its own page: ${missing}`);
      } else if (!linkedFrom.has(link)) linkedFrom.set(link, address);
    }
  }

  expect(broken).toEqual([]);
  expect([...linkedFrom.keys()]).toEqual(expect.arrayContaining(["/feed", "/import", "/settings"]));
});

/** What is wrong with an address, or null. */
async function open(page: Page, address: string): Promise<string | null> {
  // A hash alone would not load the page again, and so tell no status.
  await page.goto("about:blank");
  const response = await page.goto(address);
  if (response?.status() !== 200) return `status ${response?.status()}`;
  // By tag: a dialog that an address opens hides the heading behind it from the names of roles.
  await expect(page.locator("h1").first()).toBeVisible();
  await expect(page.getByText(/^Loading/)).toHaveCount(0);
  if (await page.getByText("There is nothing at this address").isVisible()) return "nothing is there";
  if (/^\/sign-in/.test(new URL(page.url()).pathname) && !address.startsWith("/sign-in")) {
    return "it asks to sign in again";
  }
  return null;
}

async function missingTarget(page: Page, hash: string): Promise<string | null> {
  if (hash === "" || (await page.locator(`[id="${hash.slice(1)}"]`).count()) > 0) return null;
  return `there is no ${hash}`;
}

/** Addresses of this site that the page links to. */
async function linksOf(page: Page): Promise<string[]> {
  const found = await page
    .locator("a[href]")
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
  const { origin } = new URL(page.url());
  return found.map((href) => new URL(href)).flatMap((url) => (url.origin === origin ? [pathOf(url)] : []));
}

function pathOf({ pathname, search, hash }: URL): string {
  return `${pathname}${search}${hash}`;
}

/** `/patterns/0190…` and `/patterns/0191…` have one shape; a query does not change it. */
function shapeOf(pathname: string): string {
  return pathname.replace(/\/[0-9a-f]{8,}(-[0-9a-f]{4,})*(?=\/|$)/g, "/:id");
}
