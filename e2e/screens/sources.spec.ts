import { expect } from "@playwright/test";
import { signUpInBrowser } from "../support/account.ts";
import { plantedHistory } from "../support/history.ts";
import { eventId, sendEvents } from "../support/ingest.ts";
import { anAddress } from "../support/person.ts";
import { clientOf, tokenOf } from "../support/session.ts";
import { shoot } from "../support/shoot.ts";
import { moveFile, writeFile } from "../support/watched-folder.ts";
import { FOLDER, isWatching, test } from "../support/watching.ts";

test.use({ viewport: { width: 1440, height: 900 } });
test.setTimeout(600_000);

const FILES = [
  "Reports/orders-2026-11-23.csv",
  "Reports/orders-2026-11-16.csv",
  "Invoices/2026/invoice-2041.pdf",
  "Invoices/2026/invoice-2042.pdf",
  "Client/brief.docx",
  "Client/budget.xlsx",
  "Drafts/autumn letter.md",
  ".ssh/config",
];

test("sources: first use, preview, watching, paused, needs permission, refused", async ({
  page,
  context,
}) => {
  await signUpInBrowser(page, anAddress("ada"));
  await page.goto("/sources");
  await expect(page.getByText("None yet. Choose the folder")).toBeVisible();
  await shoot(page, "sources-first-use");

  for (const path of FILES) await writeFile(page, `${FOLDER}/${path}`, "x".repeat(3_000));
  await page.getByRole("button", { name: "Watch a folder" }).click();
  await expect(page.getByRole("dialog")).toContainText("Drafts/autumn letter.md");
  await shoot(page, "sources-preview");
  await page.getByRole("dialog").getByRole("button", { name: "Start watching" }).click();
  await isWatching(page);

  await page.goto("/import");
  await page.getByLabel("Choose a log file").setInputFiles({
    name: "two-weeks.ndjson",
    mimeType: "application/x-ndjson",
    buffer: Buffer.from(plantedHistory(new Date())),
  });
  await page.getByRole("button", { name: /Send \d+ events/ }).click();
  await expect(page.getByRole("heading", { name: "Import finished" })).toBeVisible({ timeout: 30_000 });
  await sendFromTheFuture(context);

  await page.goto("/sources");
  await isWatching(page);
  await page.getByRole("button", { name: `Newest events of ${FOLDER}` }).click();
  await writeFile(page, `${FOLDER}/Reports/orders-2026-11-23.xlsx`, "x".repeat(9_000));
  await moveFile(page, `${FOLDER}/Drafts/autumn letter.md`, `${FOLDER}/Client/autumn letter.md`);
  await expect(page.getByText("autumn letter.md → Client/autumn letter.md")).toBeVisible({ timeout: 30_000 });
  await shoot(page, "sources");

  await page.getByRole("button", { name: `More for ${FOLDER}` }).click();
  await page.getByRole("menuitem", { name: /Remove/ }).click();
  await shoot(page, "sources-remove");
  await page.getByLabel(/They are deleted/).check();
  await shoot(page, "sources-remove-with-events");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: `Pause ${FOLDER}` }).click();
  await expect(page.locator("#folders").getByText("Paused", { exact: true })).toBeVisible();
  await shoot(page, "sources-paused");
  await page.getByRole("button", { name: `Resume ${FOLDER}` }).click();
  await isWatching(page);

  // A handle of the private file system never lapses, so the browser's answer is set for the picture.
  await context.addInitScript(() => {
    Object.assign(FileSystemHandle.prototype, { queryPermission: async () => "prompt" });
  });
  await page.reload();
  await expect(page.getByRole("button", { name: `Allow ${FOLDER} again` })).toBeVisible({ timeout: 30_000 });
  await shoot(page, "sources-needs-permission");
});

test("sources where no folder can be watched", async ({ page, context }) => {
  await context.addInitScript(() => Object.assign(window, { showDirectoryPicker: undefined }));
  await signUpInBrowser(page, anAddress("ben"));
  await page.goto("/sources");
  await expect(page.getByText("This browser cannot watch folders")).toBeVisible({ timeout: 30_000 });
  await shoot(page, "sources-no-watching");
});

async function sendFromTheFuture(context: Parameters<typeof clientOf>[0]): Promise<void> {
  const client = await clientOf(context);
  const { data, error } = await client.from("sources").select("id").eq("kind", "folder").single();
  if (error) throw new Error(error.message);
  const at = new Date(Date.now() + 3_600_000);
  await sendEvents(await tokenOf(context), data.id as string, [
    {
      id: eventId(at),
      occurredAt: at.toISOString(),
      tz: "Europe/Berlin",
      op: "modified",
      path: "Reports/next week.csv",
    },
    {
      id: "not-an-id",
      occurredAt: new Date().toISOString(),
      tz: "Europe/Berlin",
      op: "modified",
      path: "Reports/a.csv",
    },
  ]);
}
