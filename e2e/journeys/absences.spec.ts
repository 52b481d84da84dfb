import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { signInInBrowser } from "../support/account.ts";
import { aSource, eventId, sendEvents } from "../support/ingest.ts";
import { aPerson, PASSWORD } from "../support/person.ts";
import { mined } from "../support/seeded.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const DAYS = 30;

test("a routine that was due and did not come is told in the feed and on its page", async ({ page }) => {
  const person = await aPerson("absent");
  await sendEvents(person.token, await aSource(person), aMonthWithoutItsEnd());
  await mined(person);
  await signInInBrowser(page, person.email, PASSWORD);

  const missed = page.getByRole("region", { name: "Has not come" });
  await expect(missed).toContainText(/expected \w{3} \d+ \w{3} \d\d:\d\d, has not come, 2 times in a row/);
  const { violations } = await new AxeBuilder({ page }).include("#missed").analyze();
  expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);

  await missed.getByRole("link").click();
  await expect(page.getByRole("region", { name: "Missed lately" })).toContainText(
    /Nothing arrived by \d\d:\d\d on/,
  );
  await expect(page.getByRole("region", { name: "Missed lately" })).toContainText("the second time in a row");
});

/** Up to yesterday: a backup every night at 02:00, but for the last two, and other work by day. */
function aMonthWithoutItsEnd(): object[] {
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  return Array.from({ length: DAYS }, (_, index) => today - (DAYS - index) * DAY_MS).flatMap((day, index) => {
    const date = new Date(day).toISOString().slice(0, 10);
    const backup = anEvent(day + 2 * HOUR_MS + (index % 5) * 60_000, "created", `Backups/studio-${date}.zip`);
    const work = Array.from({ length: 4 }, (_, step) =>
      anEvent(
        day + (10 + step * 2) * HOUR_MS + ((index * 7 + step * 13) % 50) * 60_000,
        "modified",
        `Notes/${WORDS[(index * 5 + step * 3) % WORDS.length]} ${(index * 7 + step) % 19}.md`,
      ),
    );
    return index < DAYS - 2 ? [backup, ...work] : work;
  });
}

function anEvent(atMs: number, op: string, path: string): object {
  const at = new Date(atMs);
  return { id: eventId(at), occurredAt: at.toISOString(), tz: "UTC", op, path };
}

const WORDS = ["amber", "birch", "cedar", "dune", "ember", "fern", "grove", "heath", "iris", "jade", "kelp"];
