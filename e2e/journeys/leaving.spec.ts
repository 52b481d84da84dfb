import { expect, type Page } from "@playwright/test";
import { signUpInBrowser } from "../support/account.ts";
import { axeFaults } from "../support/axe.ts";
import { eventId, sendEvents } from "../support/ingest.ts";
import { anAddress } from "../support/person.ts";
import { clientOf, tokenOf } from "../support/session.ts";
import { offerFolder, writeFile } from "../support/watched-folder.ts";
import { FOLDER, startWatching, test } from "../support/watching.ts";

const PATIENCE = { timeout: 30_000 };

test("signing out clears the device; events that were not sent are asked about first", async ({
  context,
}) => {
  const email = anAddress("leaver");
  const page = await context.newPage();
  // An hour ahead: what this device sees is not taken before its clock is right.
  await page.clock.install({ time: new Date(Date.now() + 3_600_000) });
  await signUpInBrowser(page, email);
  await startWatching(page);
  await writeFile(page, `${FOLDER}/Salary 2026.xlsx`, "1");
  const row = page.locator("#folders");
  await expect(row.getByText("1 wait")).toBeVisible(PATIENCE);
  await expect(row.getByText(/clock is ahead/)).toBeVisible(PATIENCE);

  await page.goto("/settings");
  const dialog = page.getByRole("dialog", { name: "Sign out on this device?" });
  await test.step("the person is asked, and hears why they cannot be sent now", async () => {
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(dialog).toContainText("1 event was not sent yet");
    await dialog.getByRole("button", { name: "Send now" }).click();
    await expect(dialog.getByRole("alert")).toContainText("clock is ahead", PATIENCE);
    expect(await namesKept(page)).toContain("Salary 2026.xlsx");
    expect(await axeFaults(page, { within: '[role="dialog"]' })).toEqual([]);
  });

  await test.step("thrown away, no name of theirs is left in this browser", async () => {
    await dialog.getByRole("button", { name: "Throw away and sign out" }).click();
    await expect(page.getByText("You are signed out on this device.")).toBeVisible(PATIENCE);
    await expect.poll(() => namesKept(page), PATIENCE).toBe("[]");
  });
});

test("kept on the device, unsent events wait for their person's return", async ({ context }) => {
  const page = await context.newPage();
  await page.clock.install({ time: new Date(Date.now() + 3_600_000) });
  await signUpInBrowser(page, anAddress("returner"));
  await startWatching(page);
  await writeFile(page, `${FOLDER}/draft.md`, "1");
  await expect(page.locator("#folders").getByText("1 wait")).toBeVisible(PATIENCE);
  await page.goto("/settings");

  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Keep here and sign out" }).click();

  await expect(page.getByText("You are signed out on this device.")).toBeVisible(PATIENCE);
  expect(await namesKept(page)).toContain("draft.md");
});

test("a source is removed with its events, and what was found in them goes too", async ({ context }) => {
  const page = await context.newPage();
  await offerFolder(context, FOLDER);
  await signUpInBrowser(page, anAddress("eraser"));
  const client = await clientOf(context);
  const org = await client.rpc("ensure_personal_org");
  const made = await client
    .from("sources")
    .insert([
      { org_id: org.data, kind: "api", name: "Old laptop" },
      { org_id: org.data, kind: "api", name: "Studio" },
    ])
    .select("id,name");
  if (made.error) throw made.error;
  const sourceOf = (name: string) => made.data.find((source) => source.name === name)?.id as string;
  const token = await tokenOf(context);
  await sendEvents(token, sourceOf("Old laptop"), dailyReport());
  await sendEvents(token, sourceOf("Studio"), [anEvent(new Date(Date.now() - 60_000), "Studio/kept.psd")]);
  await page.goto("/patterns");
  await expect(page.getByRole("article").first()).toBeVisible({ timeout: 90_000 });

  await page.goto("/sources");
  await page.getByRole("button", { name: "More for Old laptop" }).click();
  await page.getByRole("menuitem", { name: /Remove/ }).click();
  const dialog = page.getByRole("dialog", { name: "Remove Old laptop?" });
  await dialog.getByLabel(/They are deleted/).check();
  const remove = dialog.getByRole("button", { name: "Remove source and events" });
  await expect(remove).toBeDisabled();
  expect(await axeFaults(page, { within: '[role="dialog"]' })).toEqual([]);
  await dialog.getByLabel("To delete them, type Old laptop").fill("Old laptop");
  await remove.click();

  await expect(dialog).toBeHidden(PATIENCE);
  await expect(page.getByRole("heading", { name: "Old laptop" })).toHaveCount(0, PATIENCE);
  await expect
    .poll(async () => (await client.from("events").select("path")).data?.map(({ path }) => path), PATIENCE)
    .toEqual(["Studio/kept.psd"]);
  await expect(page.getByText("Deleting the events of Old laptop")).toHaveCount(0, PATIENCE);
  await page.goto("/patterns");
  await expect(page.getByRole("article")).toHaveCount(0, PATIENCE);
});

/** Every name that this browser's own stores hold, as text. */
function namesKept(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const kept: unknown[] = [];
    for (const { name, version } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((done, fail) => {
        const request = indexedDB.open(name ?? "", version);
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
      for (const store of db.objectStoreNames) {
        const all = db.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all(
          [all.getAllKeys(), all.getAll()].map(
            (request) => new Promise<unknown[]>((done) => (request.onsuccess = () => done(request.result))),
          ),
        );
        kept.push(...(keys ?? []).map((key, at) => [store, key, values?.[at]]));
      }
      db.close();
    }
    for (const name of await caches.keys()) {
      if (!name.startsWith("floyo-assets")) kept.push(name);
    }
    kept.push(...Object.values(sessionStorage), ...Object.values(localStorage));
    return JSON.stringify(kept);
  });
}

function anEvent(at: Date, path: string): object {
  return { id: eventId(at), occurredAt: at.toISOString(), tz: "UTC", op: "modified", path };
}

/** Three weeks of a report that is made in two steps each day. */
function dailyReport(): object[] {
  const today = Math.floor(Date.now() / 86_400_000) * 86_400_000;
  return Array.from({ length: 21 }, (_, days) => today - (21 - days) * 86_400_000).flatMap((day) => [
    anEvent(new Date(day + 9 * 3_600_000), "Reports/figures.csv"),
    anEvent(new Date(day + 9 * 3_600_000 + 120_000), "Reports/report.pdf"),
  ]);
}
