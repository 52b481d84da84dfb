import { expect, type Page, test } from "@playwright/test";
import { signUpInBrowser } from "../support/account.ts";
import { elevenWeeks } from "../support/eleven-weeks.ts";
import { plantedHistory } from "../support/history.ts";
import { aSource, sendEvents } from "../support/ingest.ts";
import { linkFromMail } from "../support/mail.ts";
import { aClient, anAddress, type Person } from "../support/person.ts";
import { shoot } from "../support/shoot.ts";

const TIME_ZONE = "Atlantic/Reykjavik"; // UTC all year, as the planted times are

test.use({ timezoneId: TIME_ZONE });
test.setTimeout(600_000);

test("what everybody may see", async ({ page }) => {
  for (const [name, path] of [
    ["sign-up", "/sign-up"],
    ["sign-in", "/sign-in"],
    ["reset", "/reset"],
    ["not-found", "/no-such-page"],
  ] as const) {
    await page.goto(path);
    await shoot(page, name);
  }
});

test("a new person's first minutes", async ({ page }) => {
  const email = anAddress("ada");
  await page.goto("/sign-up");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill("correct horse battery staple");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  await shoot(page, "check-mail");
  await page.goto(await linkFromMail(email, /confirm/i));
  await expect(page.getByRole("heading", { name: "Where should Floyo look?" })).toBeVisible();
  await page.goto("/feed");
  await expect(page.getByRole("heading", { name: "Floyo has seen nothing of yours yet" })).toBeVisible();
  await shoot(page, "feed-first-use");
  await page.goto("/import");
  await shoot(page, "import");
  await page.getByLabel("Choose a log file").setInputFiles({
    name: "two-weeks.ndjson",
    mimeType: "application/x-ndjson",
    buffer: Buffer.from(`${plantedHistory(new Date())}\nthis line is not an event\n`),
  });
  const send = page.getByRole("button", { name: /^Send \d+ events$/ });
  await expect(send).toBeVisible();
  await shoot(page, "import-preview");
  await send.click();
  await expect(page.getByRole("heading", { name: "Import finished" })).toBeVisible();
  await shoot(page, "import-summary");
  await page.goto("/feed");
  await expect(page.getByRole("heading", { name: "No routine is sure enough yet" })).toBeVisible();
  await shoot(page, "feed-nothing-sure");
});

test("a person with eleven weeks of work", async ({ page, context, baseURL }) => {
  await signUpInBrowser(page, anAddress("ada"));
  const person = await personOf(page);
  const source = await aSource(person, "Downloads and Reports");
  const events = elevenWeeks(new Date(), TIME_ZONE);
  for (let from = 0; from < events.length; from += 1000) {
    await sendEvents(person.token, source, events.slice(from, from + 1000));
  }
  await page.goto("/feed");
  await expect(page.getByRole("article").first()).toBeVisible({ timeout: 60_000 });
  await page.reload();
  await expect(page.getByRole("article").first()).toBeVisible();
  await shoot(page, "feed");

  await page.getByRole("button", { name: "Why am I seeing this?" }).first().click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await shoot(page, "evidence");
  await page.keyboard.press("Escape");
  await page
    .getByRole("button", { name: /Not now/ })
    .first()
    .click();
  await shoot(page, "not-now");
  await page.getByRole("menuitem", { name: /Not worth it/ }).click();
  await expect(page.getByRole("tab", { name: /Dismissed/ })).toBeVisible();
  await page.getByRole("button", { name: "Keep it" }).first().click();
  for (const tab of ["Kept", "Snoozed", "Dismissed"]) {
    await page.getByRole("tab", { name: new RegExp(tab) }).click();
    await shoot(page, `feed-${tab.toLowerCase()}`);
  }
  await page.goto("/sources");
  await page.getByRole("button", { name: "New key" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("studio-mac");
  await shoot(page, "sources-new-key");
  await page.getByRole("dialog").getByRole("button", { name: "Create key" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "I have copied it" }).click();
  await page.goto("/settings");
  await shoot(page, "settings");

  // A browser that kept nothing of this person: what was read before would be shown instead.
  const fresh = await context.browser()?.newContext({
    ...(baseURL ? { baseURL } : {}),
    timezoneId: TIME_ZONE,
    storageState: await context.storageState(),
  });
  if (!fresh) throw new Error("this browser makes no second context");
  await fresh.route("**/rest/v1/**", (route) => route.abort());
  const cut = await fresh.newPage();
  await cut.goto("/feed");
  await cut.getByRole("tab", { name: /Snoozed/ }).click();
  await shoot(cut, "feed-loading");
  await expect(cut.getByText("The feed could not be read")).toBeVisible({ timeout: 60_000 });
  await shoot(cut, "feed-error");
  await fresh.close();
});

async function personOf(page: Page): Promise<Person> {
  const response = await page
    .context()
    .request.get("/api/token", { headers: { "sec-fetch-site": "same-origin" } });
  const { accessToken } = (await response.json()) as { accessToken: string };
  const client = aClient(accessToken);
  const { data, error } = await client.rpc("ensure_personal_org");
  if (error) throw error;
  const { sub, email } = JSON.parse(Buffer.from(accessToken.split(".")[1] ?? "", "base64url").toString()) as {
    sub: string;
    email: string;
  };
  return { email, id: sub, orgId: data as string, token: accessToken, client };
}
