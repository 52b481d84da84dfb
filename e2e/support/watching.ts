import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, test as base, chromium, expect, type Page } from "@playwright/test";
import { clientOf } from "./session.ts";
import { offerFolder } from "./watched-folder.ts";

/** The folder that the picker gives in these tests. */
export const FOLDER = "Documents";

/**
 * Journeys with a browser profile on disk, as people have one: handles of folders outlive a tab only there. (Chromium
 * 153 crashes when a private window stores a handle of the private file system.)
 */
export const test = base.extend({
  context: async ({ launchOptions, baseURL, timezoneId, colorScheme, viewport }, use) => {
    const profile = mkdtempSync(join(tmpdir(), "floyo-profile-"));
    const context = await chromium.launchPersistentContext(profile, {
      ...launchOptions,
      baseURL,
      timezoneId,
      colorScheme,
      viewport,
    });
    await offerFolder(context, FOLDER);
    await use(context);
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  },
  page: async ({ context }, use) => use(await context.newPage()),
});

/** Chooses the folder on the Sources page, agrees to the preview and waits until it is watched. */
export async function startWatching(page: Page): Promise<void> {
  await page.goto("/sources");
  await page.getByRole("button", { name: "Watch a folder" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Start watching" }).click();
  await isWatching(page);
}

export async function isWatching(page: Page): Promise<void> {
  await expect(page.locator("#folders").getByText("Watching", { exact: true })).toBeVisible({
    timeout: 30_000,
  });
}

/** What the database holds of the person's events from watched folders, in the order in which it took them: `moved a.md → b.md`. */
export async function eventsOf(context: BrowserContext): Promise<string[]> {
  const client = await clientOf(context);
  const folders = await client.from("sources").select("id").eq("kind", "folder");
  if (folders.error) throw new Error(folders.error.message);
  const { data, error } = await client
    .from("events")
    .select("op,path,from_path,inferred")
    .in(
      "source_id",
      folders.data.map(({ id }) => id as string),
    )
    .order("seq", { ascending: true });
  if (error) throw new Error(error.message);
  return data.map(
    ({ op, path, from_path, inferred }) =>
      `${op} ${from_path ? `${from_path} → ` : ""}${path}${inferred ? " (inferred)" : ""}`,
  );
}
