import { expect } from "@playwright/test";
import { signUpInBrowser } from "../support/account.ts";
import { anAddress } from "../support/person.ts";
import { clientOf } from "../support/session.ts";
import { deleteEntry, lapsePermission, writeFile, writeMany } from "../support/watched-folder.ts";
import { eventsOf, FOLDER, isWatching, startWatching, test } from "../support/watching.ts";

const PATIENCE = { timeout: 30_000 };
const FILES = 400;

test("a lapsed permission turns the source warm; one click brings it back, and nothing is lost", async ({
  context,
}) => {
  const page = await context.newPage();
  await lapsePermission(context);
  await signUpInBrowser(page, anAddress("lapsed"));
  await startWatching(page);
  await writeFile(page, `${FOLDER}/before.txt`, "1");
  await expect.poll(() => eventsOf(context), PATIENCE).toEqual(["created before.txt"]);
  const elsewhere = await context.newPage();
  await elsewhere.goto("/api/health");
  await page.close();
  await writeFile(elsewhere, `${FOLDER}/meanwhile.txt`, "1");

  await test.step("it waits for the person, on the feed and on its own page", async () => {
    await elsewhere.goto("/feed");
    await expect(elsewhere.getByText(/Needs your permission/)).toBeVisible(PATIENCE);
    await elsewhere.goto("/sources");
    const row = elsewhere.locator("#folders");
    await expect(row.getByText("Needs your permission", { exact: true })).toBeVisible(PATIENCE);
    await expect(row.getByText(/What changed since then is found when you allow it/)).toBeVisible();
  });

  const allow = elsewhere.getByRole("button", { name: `Allow ${FOLDER} again` });
  await test.step("refused, the page says so and still offers it", async () => {
    await elsewhere.evaluate(() => Object.assign(window, { answerToPermission: "denied" }));
    await allow.click();
    await expect(elsewhere.getByText("The browser did not allow it")).toBeVisible();
  });

  await test.step("allowed, it is watched, and what happened meanwhile is found", async () => {
    await elsewhere.evaluate(() => Object.assign(window, { answerToPermission: "granted" }));
    await allow.click();
    await isWatching(elsewhere);
    await expect
      .poll(() => eventsOf(context), PATIENCE)
      .toEqual(["created before.txt", "created meanwhile.txt (inferred)"]);
    await expect(
      elsewhere.locator("#folders").getByRole("img", { name: /1 gap .* filled by comparing/ }),
    ).toBeVisible(PATIENCE);
  });
});

test("a folder that was renamed is chosen again, and goes on as the same source", async ({ context }) => {
  const page = await context.newPage();
  await signUpInBrowser(page, anAddress("renamer"));
  await page.goto("/sources");
  await writeFile(page, `${FOLDER}/plan.md`, "1");
  await startWatching(page);

  await deleteEntry(page, FOLDER);
  await expect(page.getByText("Not where it was")).toBeVisible({ timeout: 60_000 });
  await writeFile(page, `${FOLDER}/plan.md`, "1");
  await page.getByRole("button", { name: "Choose it again" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Start watching" }).click();
  await isWatching(page);
  await writeFile(page, `${FOLDER}/after.md`, "1");

  await expect.poll(() => eventsOf(context), PATIENCE).toEqual(["created after.md"]);
  await expect(page.locator("#folders").getByRole("heading", { name: FOLDER })).toHaveCount(1);
});

test("an archive that is unpacked is told as one burst, with every file of it counted", async ({
  context,
}) => {
  const page = await context.newPage();
  await signUpInBrowser(page, anAddress("unpacker"));
  await startWatching(page);

  await writeMany(page, `${FOLDER}/photos`, FILES);

  const client = await clientOf(context);
  const told = async () => {
    const { data, error } = await client.from("events").select("path,files:details->files");
    if (error) throw error;
    return data.map(({ path, files }) => ({ path: path as string, files: (files as number | null) ?? 1 }));
  };
  await expect
    .poll(async () => (await told()).reduce((sum, { files }) => sum + files, 0), { timeout: 120_000 })
    .toBe(FILES);
  const events = await told();
  expect(events.map(({ path }) => path)).toContain("photos/*.jpg");
  // Until more than thirty were seen within ten seconds, nobody can know that it is no person's doing.
  expect(events.length).toBeLessThan(40);
});

test("where a browser cannot watch folders, the page says so and what works instead", async ({ context }) => {
  await context.addInitScript(() => {
    delete (window as { showDirectoryPicker?: unknown }).showDirectoryPicker;
    delete (window as { FileSystemObserver?: unknown }).FileSystemObserver;
  });
  const page = await context.newPage();
  await signUpInBrowser(page, anAddress("firefox"));
  await page.goto("/sources");

  await page.getByRole("button", { name: "Watch a folder" }).click();

  const dialog = page.getByRole("dialog", { name: "This browser cannot watch folders" });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole("link").first()).toBeVisible();
});
