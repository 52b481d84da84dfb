import { MAX_AHEAD_MS } from "@floyo/shared/events/parse-event.ts";
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { signUpInBrowser } from "../support/account.ts";
import { plantedHistory, routineToday, zoneAtNoon } from "../support/history.ts";
import { eventId, sendEvents } from "../support/ingest.ts";
import { aClient, anAddress } from "../support/person.ts";
import { isBusy } from "../support/quiet.ts";

const ARRIVAL_MS = 2_000;
/** Half of the time after which a tab asks by itself: what is there by then came over the live line. */
const LIVE_MS = 30_000;
const now = new Date();
const timeZone = zoneAtNoon(now);

test.use({ timezoneId: timeZone });

test("a routine completed by a device appears in an open tab, is explained, dismissed for good, and brought back", async ({
  page,
  context,
}) => {
  await signUpInBrowser(page, anAddress("loop"));

  await test.step("two weeks of history, one occurrence short: nothing is suggested", async () => {
    await importHistory(page);
    await mined(context);
    await page.goto("/feed");
    await expect(page.getByRole("heading", { name: "No routine is sure enough yet" })).toBeVisible();
  });

  const device = await test.step("a device gets a key, shown once", () => connectDevice(page));
  const tab = await context.newPage();
  await tab.goto("/feed");
  await expect(tab.getByRole("heading", { name: "No routine is sure enough yet" })).toBeVisible();
  const card = tab.getByRole("article").filter({ hasText: "report.py" });

  await test.step("the events that complete the routine make the suggestion appear in the second tab", async () => {
    const loads = countLoads(tab);
    const wasBusy = isBusy(tab);
    const arrival = card.waitFor({ timeout: 120_000 }).then(() => Date.now());

    const verdicts = await sendEvents(device.key, device.source, routineToday(now, timeZone));
    const arrivedAt = await arrival;

    expect(verdicts).toMatchObject({ accepted: 3, duplicate: 0, rejected: [] });
    const foundAt = await suggestionFoundAt(context);
    console.log(`on screen ${arrivedAt - foundAt} ms after the job wrote it`);
    const isQuiet = !(await wasBusy) && !(await isBusy(tab));
    expect(arrivedAt - foundAt).toBeLessThan(isQuiet ? ARRIVAL_MS : LIVE_MS);
    expect(loads()).toBe(0);
  });

  await test.step("the evidence names the days and the files", async () => {
    await card.getByRole("button", { name: "Why am I seeing this?" }).click();
    const panel = tab.getByRole("dialog", { name: "Why am I seeing this?" });
    await expect(panel).toContainText("5 days");
    await expect(panel).toContainText("report.pdf");
    await tab.keyboard.press("Escape");
    await expect(panel).toBeHidden();
  });

  await test.step("dismissed, it does not come back when mining runs again", async () => {
    await card.getByRole("button", { name: /Not now/ }).click();
    await tab.getByRole("menuitem", { name: /Not worth it/ }).click();
    await expect(card).toBeHidden();
    const before = await minedAt(context);
    const at = new Date(now.getTime() - 60_000);
    await sendEvents(device.key, device.source, [
      {
        id: eventId(at),
        occurredAt: at.toISOString(),
        tz: timeZone,
        op: "modified",
        path: "Notes/one more.md",
      },
    ]);
    await expect.poll(() => minedAt(context), { timeout: 120_000 }).not.toBe(before);
    await tab.reload();
    await expect(tab.getByRole("heading", { name: "Feed", level: 1 })).toBeVisible();
    await expect(tab.getByRole("heading", { name: "No routine is sure enough yet" })).toBeVisible();
    await expect(card).toHaveCount(0);
  });

  await test.step("undo brings it back", async () => {
    await tab.getByRole("tab", { name: /Dismissed/ }).click();
    await card.getByRole("button", { name: "Undo" }).click();
    await tab.getByRole("tab", { name: /For you/ }).click();
    await expect(card.getByRole("button", { name: "Keep it" })).toBeVisible();
  });

  await test.step("an event from the future is refused with its reason, and sent again when its time has come", async () => {
    const at = new Date(Date.now() + MAX_AHEAD_MS + 2_000);
    const early = {
      id: eventId(at),
      occurredAt: at.toISOString(),
      tz: timeZone,
      op: "modified",
      path: "early.csv",
    };
    const broken = { ...early, id: "not-an-id", path: "broken.csv" };
    const { rejected } = await sendEvents(device.key, device.source, [early, broken]);
    expect(rejected.map(({ code }) => code)).toEqual(["outside_retention", "invalid_event"]);
    await expect.poll(() => Date.now() + MAX_AHEAD_MS).toBeGreaterThan(at.getTime());

    await tab.goto("/sources");
    const refused = tab.locator("#refused").getByRole("listitem");
    const notWhole = refused.filter({ hasText: "Not a whole event" });
    await expect(notWhole).toContainText("Mend the program that sends it");
    await expect(notWhole.getByRole("button")).toHaveCount(0);
    const row = refused.filter({ hasText: "Too old, or in the future" });
    await expect(row).toContainText("early.csv");
    await tab.getByRole("button", { name: "Pause studio-mac" }).click();
    await expect(tab.getByRole("button", { name: "Resume studio-mac" })).toBeVisible();
    await row.getByRole("button", { name: "Send again" }).click();

    await test.step("that it was not taken stays until it is dismissed, and is read again after that", async () => {
      await tab.getByRole("button", { name: "Dismiss: Not taken" }).click();
      await tab.getByRole("button", { name: /^Messages of this visit/ }).click();
      const messages = tab.getByRole("dialog", { name: "Messages of this visit" });
      await expect(messages).toContainText("Its source is paused. Resume it first.");
      await tab.keyboard.press("Escape");
    });
    await tab.getByRole("button", { name: "Resume studio-mac" }).click();
    await expect(tab.getByRole("button", { name: "Pause studio-mac" })).toBeVisible();
    await row.getByRole("button", { name: "Send again" }).click();
    await expect(row).toContainText("It came again and was taken");
    await expect(row.getByRole("button")).toHaveCount(0);
  });
});

async function importHistory(page: Page): Promise<void> {
  const history = plantedHistory(now);
  const lines = history.split("\n").length;
  await page.goto("/import");
  await page.getByLabel("Choose a log file").setInputFiles({
    name: "two-weeks.ndjson",
    mimeType: "application/x-ndjson",
    buffer: Buffer.from(history),
  });
  await page.getByRole("button", { name: `Send ${lines} events` }).click();
  await expect(page.getByRole("heading", { name: "Import finished" })).toBeVisible({ timeout: 120_000 });
}

async function connectDevice(page: Page): Promise<{ key: string; source: string }> {
  await page.goto("/sources");
  await page
    .getByRole("button", { name: /new key|create key/i })
    .first()
    .click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("studio-mac");
  await dialog.getByRole("button", { name: "Create key" }).click();
  const key = await dialog.getByLabel("Key", { exact: true }).inputValue();
  const source = await dialog.getByLabel("Source", { exact: true }).inputValue();
  await dialog.getByRole("button", { name: "I have copied it" }).click();
  await expect(page.getByText(key)).toHaveCount(0);
  return { key, source };
}

/** Navigations of the tab from now on: a reload would show as one. */
function countLoads(tab: Page): () => number {
  let loads = 0;
  tab.on("load", () => loads++);
  return () => loads;
}

/** When the job wrote the suggestion, by the clock of the database, which is this machine's. */
async function suggestionFoundAt(context: BrowserContext): Promise<number> {
  const client = aClient(await token(context));
  const { data, error } = await client.from("suggestions").select("created_at").single();
  if (error) throw error;
  return Date.parse(data.created_at as string);
}

async function minedAt(context: BrowserContext): Promise<string | null> {
  const client = aClient(await token(context));
  const { data, error } = await client
    .from("mining_state")
    .select("last_mined_at, last_seq, mined_seq")
    .maybeSingle();
  if (error) throw error;
  return data && data.last_seq === data.mined_seq ? (data.last_mined_at as string) : null;
}

async function mined(context: BrowserContext): Promise<void> {
  await expect.poll(() => minedAt(context), { timeout: 120_000 }).not.toBeNull();
}

async function token(context: BrowserContext): Promise<string> {
  const response = await context.request.get("/api/token", { headers: { "sec-fetch-site": "same-origin" } });
  const body = (await response.json()) as Record<string, unknown>;
  const value = body.accessToken;
  if (typeof value !== "string") throw new Error(`/api/token answered ${response.status()}`);
  return value;
}
