import { expect, type Page, test } from "@playwright/test";
import { signUpInBrowser } from "../support/account.ts";
import { anAddress, PASSWORD } from "../support/person.ts";

test("what was read is read again without a network, says how old it is, and is gone with signing out", async ({
  page,
  context,
}) => {
  await signUpInBrowser(page, anAddress("offline"));
  await loadSample(page);
  await page.goto("/feed");
  const cards = page.getByRole("article");
  await expect(cards.first()).toBeVisible();
  await expect
    .poll(() => keptPages(page), { timeout: 30_000 })
    .toEqual(expect.arrayContaining(["/feed", "/settings"]));
  await page.reload();
  await expect(cards.first()).toBeVisible();
  const count = await cards.count();

  await test.step("on paper stands what is read, and nothing that is pressed", async () => {
    await page.emulateMedia({ media: "print" });
    await expect(cards.first().getByRole("heading")).toBeVisible();
    await expect(page.getByRole("button", { name: "Make it a workflow" }).first()).toBeHidden();
    await page.goto("/timeline");
    const rows = page.getByRole("list", { name: /events, the newest first/ }).getByRole("listitem");
    await expect(rows.getByRole("button").first()).toContainText(/\d\d:\d\d.*Sample/s);
    await expect(rows.getByRole("button").first()).toBeVisible();
    await expect(page.getByText(/^Printed are the \d+ events around where the page stood/)).toBeVisible();
    await expect(page.getByRole("button", { name: "Filters" })).toBeHidden();
    await page.emulateMedia({ media: null });
    await page.goto("/feed");
    await expect(cards).toHaveCount(count);
  });

  await test.step("the feed is there, marked with its age", async () => {
    await context.setOffline(true);
    await page.reload();
    await expect(cards).toHaveCount(count);
    await expect(page.getByText(/You are offline\. What you see was read/)).toBeVisible();
  });

  await test.step("another place that was at hand opens from the navigation", async () => {
    await page.getByRole("navigation", { name: "Places" }).getByRole("link", { name: "Settings" }).click();
    await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
  });

  await test.step("a page that was never read says so", async () => {
    await page.goto("/patterns/never-read").catch(() => {});
    await expect(page.getByRole("heading", { name: "You are offline" })).toBeVisible();
  });

  await test.step("after signing out nothing of it is left on the device", async () => {
    await context.setOffline(false);
    await page.goto("/settings");
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page.getByText("You are signed out on this device.")).toBeVisible();
    await expect.poll(() => keptPages(page)).toEqual([]);
    await expect
      .poll(() => page.evaluate(() => indexedDB.databases().then((all) => all.map(({ name }) => name))))
      .not.toContain("floyo-reads");
  });
});

test("a session that ends while a form is open asks for the password in place, and what was typed stays", async ({
  page,
  context,
}) => {
  const email = anAddress("expired");
  await page.clock.install();
  await signUpInBrowser(page, email);
  await page.goto("/settings");
  const name = page.getByLabel("Name", { exact: true });
  await name.fill("Ada, half written");

  await context.clearCookies();
  await page.clock.fastForward("02:00:00");

  const dialog = page.getByRole("dialog", { name: "Your session ended" });
  await expect(dialog).toBeVisible({ timeout: 30_000 });
  await dialog.getByLabel("Password").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(name).toHaveValue("Ada, half written");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(
    page
      .getByRole("button", { name: "Settings of Ada, half written" })
      .or(page.getByRole("link", { name: "Settings of Ada, half written" })),
  ).toBeVisible();
});

test("an error stays in the card, the section or the page it happened in", async ({ page }) => {
  await signUpInBrowser(page, anAddress("broken"));
  await loadSample(page);
  await page.addInitScript(() => {
    // The list of time zones cannot be had, nor the timeline's address be read: an effect and a rendering that fail.
    Intl.supportedValuesOf = () => {
      throw new Error("a section that fails");
    };
    const fromEntries = Object.fromEntries as (entries: Iterable<unknown>) => object;
    Object.fromEntries = (entries: Iterable<unknown>) => {
      if (entries instanceof URLSearchParams && !Object.hasOwn(window, "isMended")) {
        throw new Error("a page that fails");
      }
      return fromEntries(entries);
    };
    const split = String.prototype.split as (this: string, ...rest: unknown[]) => string[];
    // One card's title cannot be cut any more: the error comes from inside its rendering.
    Object.assign(String.prototype, {
      split(this: string, ...rest: unknown[]) {
        if (rest[0] instanceof RegExp && this.startsWith("studio-")) throw new Error("a card that fails");
        return split.apply(this, rest);
      },
    });
  });

  await page.goto("/feed");

  await expect(page.getByText("This suggestion could not be shown.")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("article").first()).toBeVisible();

  await test.step("a section of the settings leaves the others", async () => {
    await page.goto("/settings");
    await expect(page.locator("#profile")).toContainText("“Profile” could not be shown.");
    await expect(page.getByRole("group", { name: "Look" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
  });

  await test.step("a page leaves the way to the others, and is there when it is tried again", async () => {
    await page.goto("/timeline");
    await expect(page.getByRole("heading", { name: "This page could not be built" })).toBeVisible();
    await expect(page.getByRole("navigation", { name: "Places" })).toBeVisible();
    await page.evaluate(() => Object.assign(window, { isMended: true }));
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("heading", { name: "Timeline", level: 1 })).toBeVisible();
  });
});

test("on a phone every place is reached by keyboard, and nothing is wider than the screen in either direction of writing", async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await signUpInBrowser(page, anAddress("small"));
  await page.getByRole("button", { name: /^More places/ }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Settings" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();

  for (const path of ["/welcome", "/feed", "/settings", "/docs", "/"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    for (const direction of ["ltr", "rtl"]) {
      await page.evaluate((dir) => document.documentElement.setAttribute("dir", dir), direction);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth),
        `${path} ${direction}`,
      ).toBeLessThanOrEqual(360);
    }
  }
});

async function loadSample(page: Page): Promise<void> {
  await page.goto("/welcome");
  await page.getByRole("button", { name: "Load sample weeks" }).click();
  await expect(page.getByText("Found in the sample weeks, not in your files")).toBeVisible({
    timeout: 60_000,
  });
}

/** Paths of the pages that this browser keeps for reading offline. */
function keptPages(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith("floyo-pages-"));
    const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return kept.flat().map(({ url }) => new URL(url).pathname);
  });
}
