import { expect, type Page } from "@playwright/test";
import { signUpInBrowser } from "../support/account.ts";
import { plantedHistory, zoneAtNoon } from "../support/history.ts";
import { anAddress } from "../support/person.ts";
import { isBusy } from "../support/quiet.ts";
import { clientOf, tokenOf } from "../support/session.ts";
import { deleteEntry, moveFile, writeFile, writeOften } from "../support/watched-folder.ts";
import { eventsOf, FOLDER, isWatching, startWatching, test } from "../support/watching.ts";

/** What is promised; on a machine that does nothing else it takes about one second. */
const ARRIVAL_MS = 3_000;
const PATIENCE = { timeout: 30_000 };
const now = new Date();

test("each change in a granted folder becomes one event on the page", async ({ page, context }) => {
  await signUpInBrowser(page, anAddress("watcher"));
  await page.goto("/sources");
  for (const name of ["orders.csv", "plan.md", "old.txt", "log.txt"]) {
    await writeFile(page, `${FOLDER}/Reports/${name}`, "1");
  }
  await writeFile(page, `${FOLDER}/.ssh/id`, "secret");

  await test.step("the preview shows the person's own files, and nothing was sent", async () => {
    await page.getByRole("button", { name: "Watch a folder" }).click();
    const dialog = page.getByRole("dialog", { name: `Watch ${FOLDER}?` });
    await expect(dialog).toContainText("Reports/log.txt");
    await expect(dialog).toContainText("hidden files and folders, whose names begin with a dot: 1 here");
    await dialog.getByRole("button", { name: "Start watching" }).click();
    await isWatching(page);
    expect(await eventsOf(context)).toEqual([]);
  });

  await page.getByRole("button", { name: `Newest events of ${FOLDER}` }).click();
  await test.step("created, modified, moved, deleted, fifty writes, a save by way of a temporary file", async () => {
    const wasBusy = await isBusy(page);
    const times = [
      await arrives(page, "createdReports/new.md", () => writeFile(page, `${FOLDER}/Reports/new.md`, "new")),
      await arrives(page, "modifiedReports/orders.csv", () =>
        writeFile(page, `${FOLDER}/Reports/orders.csv`, "1,2"),
      ),
      await arrives(page, "movedReports/plan.md → Archive/plan.md", () =>
        moveFile(page, `${FOLDER}/Reports/plan.md`, `${FOLDER}/Archive/plan.md`),
      ),
      await arrives(page, "deletedReports/old.txt", () => deleteEntry(page, `${FOLDER}/Reports/old.txt`)),
      await arrives(page, "modifiedReports/log.txt", () => writeOften(page, `${FOLDER}/Reports/log.txt`, 50)),
      await arrives(page, "modifiedArchive/plan.md", async () => {
        await writeFile(page, `${FOLDER}/Archive/plan.md.tmp`, "a new plan");
        await moveFile(page, `${FOLDER}/Archive/plan.md.tmp`, `${FOLDER}/Archive/plan.md`);
      }),
    ];
    await expectSoon(page, times, wasBusy);
    await writeFile(page, `${FOLDER}/.ssh/id`, "another secret");
  });

  expect(await eventsOf(context)).toEqual([
    "created Reports/new.md",
    "modified Reports/orders.csv",
    "moved Reports/plan.md → Archive/plan.md",
    "deleted Reports/old.txt",
    "modified Reports/log.txt",
    "modified Archive/plan.md",
  ]);

  await test.step("paused, nothing of it is kept; resumed, it goes on", async () => {
    await page.getByRole("button", { name: `Pause ${FOLDER}` }).click();
    await expect(page.locator("#folders").getByText("Paused", { exact: true })).toBeVisible(PATIENCE);
    await writeFile(page, `${FOLDER}/Reports/while-paused.md`, "unseen");
    await page.getByRole("button", { name: `Resume ${FOLDER}` }).click();
    await isWatching(page);
    await arrives(page, "createdReports/after.md", () =>
      writeFile(page, `${FOLDER}/Reports/after.md`, "seen"),
    );
    expect((await eventsOf(context)).join()).not.toContain("while-paused");
  });

  await test.step("what the person rules out never leaves the device, from the next event on", async () => {
    const sent: string[] = [];
    page.on("request", (request) => {
      if (request.url().endsWith("/ingest")) sent.push(request.postData() ?? "");
    });
    const client = await clientOf(context);
    const { sub } = JSON.parse(atob((await tokenOf(context)).split(".")[1] ?? "")) as { sub: string };
    const rules = { user_id: sub, ignored_paths: ["Private/"] };
    expect((await client.from("privacy_settings").insert(rules)).error).toBeNull();
    await writeFile(page, `${FOLDER}/Private/diary.md`, "unseen");
    await arrives(page, "createdReports/last.md", () => writeFile(page, `${FOLDER}/Reports/last.md`, "seen"));
    expect(sent.join("")).toContain("last.md");
    expect(sent.join("")).not.toContain("diary");
  });

  await test.step("the folder is deleted: it is not where it was; removed, it leaves the list and its events stay", async () => {
    await deleteEntry(page, FOLDER);
    await expect(page.getByText("Not where it was")).toBeVisible(PATIENCE);
    await page.getByRole("button", { name: `More for ${FOLDER}` }).click();
    await page.getByRole("menuitem", { name: /Remove/ }).click();
    await page.getByRole("button", { name: "Remove source" }).click();
    await expect(page.getByText("None yet. Choose the folder")).toBeVisible(PATIENCE);
    expect((await eventsOf(context))[0]).toBe("created Reports/new.md");
  });
});

test("where the browser keeps nothing, a folder is watched for as long as the tab is open, and the page says so", async ({
  page,
  context,
}) => {
  await context.addInitScript(() => {
    const open = () => {
      throw new DOMException("not here", "SecurityError");
    };
    Object.defineProperty(window, "indexedDB", { value: { open, databases: async () => [] } });
  });
  await signUpInBrowser(page, anAddress("private"));
  await startWatching(page);
  await expect(page.getByText("This window keeps nothing")).toBeVisible();

  await writeFile(page, `${FOLDER}/passing.txt`, "1");

  await expect.poll(() => eventsOf(context), PATIENCE).toEqual(["created passing.txt"]);
});

test("what happened while the tab was closed is found, marked as inferred, and its gap is drawn", async ({
  page,
  context,
}) => {
  await signUpInBrowser(page, anAddress("closer"));
  await page.goto("/sources");
  for (const name of ["a.txt", "b.txt"]) await writeFile(page, `${FOLDER}/${name}`, name);
  await startWatching(page);

  // The sign-in page runs no watcher, and its files are those of the same origin.
  const elsewhere = await context.newPage();
  await elsewhere.goto("/api/health");
  await page.close();
  await writeFile(elsewhere, `${FOLDER}/a.txt`, "changed");
  await deleteEntry(elsewhere, `${FOLDER}/b.txt`);
  await writeFile(elsewhere, `${FOLDER}/c.txt`, "new");

  await elsewhere.goto("/sources");
  await isWatching(elsewhere);
  await expect
    .poll(async () => (await eventsOf(context)).sort(), PATIENCE)
    .toEqual(["created c.txt (inferred)", "deleted b.txt (inferred)", "modified a.txt (inferred)"]);
  const strip = elsewhere.locator("#folders").getByRole("img", { name: /1 gap .* filled by comparing/ });
  await expect(strip).toBeVisible(PATIENCE);
  await elsewhere.getByRole("button", { name: `Newest events of ${FOLDER}` }).click();
  await expect(elsewhere.getByText("found by comparing")).toHaveCount(3);
});

test("two tabs send once, the second takes over, and nothing is lost while the network is away", async ({
  page,
  context,
}) => {
  await signUpInBrowser(page, anAddress("tabs"));
  await startWatching(page);
  const second = await context.newPage();
  await second.goto("/sources");
  await isWatching(second);

  await test.step("both show it, one sends it", async () => {
    await writeFile(second, `${FOLDER}/once.txt`, "1");
    await expect.poll(() => eventsOf(context), PATIENCE).toEqual(["created once.txt"]);
  });

  await test.step("offline, both tabs say how many wait; back online, the queue drains", async () => {
    await context.setOffline(true);
    await writeFile(page, `${FOLDER}/first.txt`, "1");
    await expect(second.locator("#folders").getByText("1 wait")).toBeVisible(PATIENCE);
    await writeFile(page, `${FOLDER}/second.txt`, "1");
    await expect(page.locator("#folders").getByText("2 wait")).toBeVisible(PATIENCE);
    await context.setOffline(false);
    await expect
      .poll(() => eventsOf(context), PATIENCE)
      .toEqual(["created once.txt", "created first.txt", "created second.txt"]);
    await expect(second.locator("#folders").getByText(/wait$/)).toHaveCount(0, PATIENCE);
  });

  await test.step("the tab that watched is closed, the other one goes on", async () => {
    await page.close();
    await isWatching(second);
    await writeFile(second, `${FOLDER}/later.txt`, "1");
    await expect
      .poll(
        async () => (await eventsOf(context)).slice(3).map((event) => event.replace(" (inferred)", "")),
        PATIENCE,
      )
      .toEqual(["created later.txt"]);
  });
});

test("without an observer a folder is polled, with the same events", async ({ page, context }) => {
  await context.addInitScript(() => {
    delete (window as { FileSystemObserver?: unknown }).FileSystemObserver;
  });
  await signUpInBrowser(page, anAddress("poller"));
  await page.goto("/sources");
  for (const name of ["orders.csv", "log.txt"]) await writeFile(page, `${FOLDER}/${name}`, "1");
  await startWatching(page);
  await expect(page.getByText("looks again every few seconds")).toBeVisible();
  await page.getByRole("button", { name: `Newest events of ${FOLDER}` }).click();

  const wasBusy = await isBusy(page);
  const times = [
    await arrives(page, "createdplan.md", () => writeFile(page, `${FOLDER}/plan.md`, "plan")),
    await arrives(page, "modifiedorders.csv", () => writeFile(page, `${FOLDER}/orders.csv`, "1,2")),
    await arrives(page, "movedorders.csv → Archive/orders.csv", () =>
      moveFile(page, `${FOLDER}/orders.csv`, `${FOLDER}/Archive/orders.csv`),
    ),
    await arrives(page, "deletedplan.md", () => deleteEntry(page, `${FOLDER}/plan.md`)),
    await arrives(page, "modifiedlog.txt", () => writeOften(page, `${FOLDER}/log.txt`, 50)),
  ];
  await expectSoon(page, times, wasBusy);
  expect(await eventsOf(context)).toHaveLength(5);
});

test.describe("with two weeks of history", () => {
  const timeZone = zoneAtNoon(now);
  test.use({ timezoneId: timeZone });

  test("changes in the folder complete a routine, and the suggestion arrives", async ({ page, context }) => {
    await signUpInBrowser(page, anAddress("routine"));
    await importHistory(page);
    await page.goto("/sources");
    for (const name of ["report.py", "clean.csv"]) await writeFile(page, `${FOLDER}/Reports/${name}`, "1");
    await startWatching(page);

    await writeFile(page, `${FOLDER}/Reports/report.py`, "2");
    await expect.poll(() => eventsOf(context), PATIENCE).toHaveLength(1);
    await writeFile(page, `${FOLDER}/Reports/clean.csv`, "2");
    await expect.poll(() => eventsOf(context), PATIENCE).toHaveLength(2);
    await writeFile(page, `${FOLDER}/Reports/report.pdf`, "1");

    await page.goto("/feed");
    const card = page.getByRole("article").filter({ hasText: "report.py" });
    await expect(card).toBeVisible({ timeout: 60_000 });
  });
});

/** One line of the page for one change; gives after how many milliseconds it was there. */
async function arrives(page: Page, words: string, change: () => Promise<void>): Promise<number> {
  const line = page.locator("#folders").getByRole("listitem").filter({ hasText: words }).last();
  await change();
  const changedAt = Date.now();
  await expect(line).toBeVisible(PATIENCE);
  const tookMs = Date.now() - changedAt;
  console.log(`${words}: on the page after ${tookMs} ms`);
  return tookMs;
}

/** The middle one of the times is within the promise, where the machine has nothing else to do. */
async function expectSoon(page: Page, times: number[], wasBusy: boolean): Promise<void> {
  const middle = times.sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0;
  if (!wasBusy && !(await isBusy(page))) expect(middle).toBeLessThan(ARRIVAL_MS);
}

async function importHistory(page: Page): Promise<void> {
  // A folder shows no uploads: here the routine ends with a new file.
  const history = plantedHistory(now).replaceAll('"op":"upload"', '"op":"create"');
  await page.goto("/import");
  await page.getByLabel("Choose a log file").setInputFiles({
    name: "two-weeks.ndjson",
    mimeType: "application/x-ndjson",
    buffer: Buffer.from(history),
  });
  await page.getByRole("button", { name: `Send ${history.split("\n").length} events` }).click();
  await expect(page.getByRole("heading", { name: "Import finished" })).toBeVisible(PATIENCE);
}
