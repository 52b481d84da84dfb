import { expect, test } from "@playwright/test";

test("a visitor takes the example apart: hidden days weaken the routine until Floyo is silent", async ({
  page,
}) => {
  await page.goto("/");
  const card = page.getByRole("article");
  await expect(card).toContainText("On 9 of the last 11 Mondays");
  await expect(page.getByText(/found by your own browser in \d+ ms/)).toBeVisible({ timeout: 30_000 });
  const days = page.getByRole("button", { name: /^Hide Mon / });

  await test.step("one day less is one day less in the sentence", async () => {
    await days.last().click();
    await expect(card).toContainText("Seen on 8 days");
  });

  await test.step("with four days left nothing is said, and the page says why", async () => {
    for (const nth of [0, 1, 2, 3]) await days.nth(nth).click();
    await expect(card).toContainText("Floyo is silent about this now");
    await expect(card).toContainText("It speaks from 5 days");
  });

  await test.step("all days again, and the files of each time", async () => {
    await page.getByRole("button", { name: "Show all days again" }).click();
    await expect(card).toContainText("On 9 of the last 11 Mondays");
    await page.getByText("Open the evidence").click();
    await expect(card.getByText(/^Finance\/Weekly\/orders-\d{4}-\d{2}-\d{2}\.xlsx$/).first()).toBeVisible();
  });
});

test("the example and every link of the public pages work by keyboard alone", async ({ page }) => {
  await page.goto("/");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page
    .getByRole("button", { name: /^Hide Mon / })
    .first()
    .focus();

  await page.keyboard.press("Space");

  await expect(page.getByRole("article")).toContainText("Seen on 8 days", { timeout: 30_000 });
  for (const name of ["Docs", "Pricing", "Privacy"]) {
    await page.getByRole("navigation", { name: "More pages" }).getByRole("link", { name }).focus();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(`/${name.toLowerCase()}$`));
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
});

test("no script of another address runs, and none of ours without its nonce", async ({ page }) => {
  const refused: string[] = [];
  page.on("console", (message) => {
    if (/content security policy/i.test(message.text())) refused.push(message.text());
  });
  for (const path of ["/", "/docs", "/pricing", "/privacy"]) {
    const response = await page.goto(path);
    const policy = response?.headers()["content-security-policy"] ?? "";
    expect(policy, path).toContain("'strict-dynamic'");
    expect(policy, path).not.toContain("script-src 'self' 'unsafe-inline'");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
  expect(refused).toEqual([]);
});

test("the site can be installed: its manifest and each icon are there", async ({ page, request }) => {
  await page.goto("/");
  const address = await page.locator('link[rel="manifest"]').getAttribute("href");

  const manifest = (await (await request.get(address ?? "")).json()) as {
    start_url: string;
    display: string;
    icons: { src: string; sizes: string }[];
  };

  expect(manifest).toMatchObject({ start_url: "/feed", display: "standalone" });
  expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(["192x192", "512x512", "512x512"]);
  for (const { src } of manifest.icons) {
    const icon = await request.get(src);
    expect([src, icon.status(), icon.headers()["content-type"]]).toEqual([src, 200, "image/png"]);
  }
});
