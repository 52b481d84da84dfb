import { expect, type Page } from "@playwright/test";

/** Opens an address of this site and gives what is wrong with it, or null. */
export async function openAddress(page: Page, address: string): Promise<string | null> {
  // A hash alone would not load the page again, and so tell no status.
  const isOpen = withoutHash(page.url()) === withoutHash(new URL(address, page.url()).href);
  if (isOpen) await page.goto("about:blank");
  const response = await page.goto(address);
  if (response?.status() !== 200) return `status ${response?.status()}`;
  // By tag: a dialog that an address opens hides the heading behind it from the names of roles.
  await expect(page.locator("h1").first()).toBeVisible();
  await expect(page.getByText(/^Loading/)).toHaveCount(0);
  if (await page.getByText("There is nothing at this address").isVisible()) return "nothing is there";
  if (/^\/sign-in/.test(new URL(page.url()).pathname) && !address.startsWith("/sign-in")) {
    return "it asks to sign in again";
  }
  return missingTarget(page, new URL(address, page.url()).hash);
}

function withoutHash(address: string): string {
  return address.split("#")[0] ?? "";
}

export async function missingTarget(page: Page, hash: string): Promise<string | null> {
  if (hash === "" || (await page.locator(`[id="${hash.slice(1)}"]`).count()) > 0) return null;
  return `there is no ${hash}`;
}

/** Addresses of this site that the open page links to. */
export async function linksOf(page: Page): Promise<string[]> {
  const found = await page
    .locator("a[href]")
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
  const { origin } = new URL(page.url());
  return found
    .map((href) => new URL(href))
    .flatMap((url) => (url.origin === origin ? [`${url.pathname}${url.search}${url.hash}`] : []));
}

/** `/patterns/0190…` and `/patterns/0191…` have one shape; a query does not change it. */
export function shapeOf(pathname: string): string {
  return pathname.replace(/\/[0-9a-f]{8,}(-[0-9a-f]{4,})*(?=\/|$)/g, "/:id");
}
