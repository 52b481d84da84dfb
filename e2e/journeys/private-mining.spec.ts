import { expect, test } from "@playwright/test";
import { elevenWeeks } from "../support/eleven-weeks.ts";

const log = (events: readonly object[]) => ({
  name: "my week.ndjson",
  mimeType: "application/x-ndjson",
  buffer: Buffer.from(events.map((event) => JSON.stringify(event)).join("\n")),
});

test("a visitor's own log is mined in the browser, and nothing of it is sent", async ({ page }) => {
  await page.goto("/look");
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() !== "GET") sent.push(request.url());
  });

  await test.step("what repeats is told with its sentence and its hits", async () => {
    await page
      .getByLabel("Choose a log file")
      .setInputFiles(log([...elevenWeeks(new Date(), "Europe/Berlin"), { op: "open" }]));
    await expect(page.getByText(/routines? in [\d\s]+ events of my week\.ndjson, found here in/)).toBeVisible(
      {
        timeout: 60_000,
      },
    );
    await expect(page.getByRole("article").filter({ hasText: "orders-" }).first()).toContainText("Mondays");
    await expect(page.getByText(/^1 line could not be read\. Line \d+ /)).toBeVisible();
  });

  await test.step("a file that is no log is refused in words, and another can be chosen", async () => {
    await page.getByRole("button", { name: "Choose another log" }).click();
    await page
      .getByLabel("Choose a log file")
      .setInputFiles({ name: "diary.txt", mimeType: "text/plain", buffer: Buffer.from("Dear diary,") });
    await expect(page.getByRole("alert").filter({ hasText: "no log that Floyo reads" })).toBeVisible();
    await expect(page.getByText("Choose a log file")).toBeVisible();
  });

  expect(sent).toEqual([]);
});

test("mining can be stopped, and the page is ready for another log at once", async ({ page }) => {
  await page.goto("/look");
  const week = elevenWeeks(new Date(), "Europe/Berlin").map((event) => JSON.stringify(event));
  const long = Array.from({ length: 60 }, (_, person) =>
    week.map((line) => line.replace(/^\{("id":"[^"]+",)?/, `{"actor":${person},`)).join("\n"),
  ).join("\n");

  await page
    .getByLabel("Choose a log file")
    .setInputFiles({ name: "long.ndjson", mimeType: "application/x-ndjson", buffer: Buffer.from(long) });
  await page.getByRole("button", { name: "Cancel" }).click();

  await expect(page.getByText("Choose a log file")).toBeVisible();
  await expect(page.getByText("found here in")).toHaveCount(0);
});
