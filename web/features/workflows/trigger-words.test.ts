import { expect, test } from "vitest";
import { triggerWords } from "./trigger-words.ts";

test.each([
  [{ kind: "manual" }, "By hand"],
  [
    { kind: "file", pattern: "Invoices/*.pdf", ops: ["created", "moved"] },
    "When Invoices/*.pdf is created or is moved",
  ],
  [
    { kind: "schedule", cron: "5 9 * * 1-5", timeZone: "Europe/Berlin" },
    "Every weekday at 09:05, Europe/Berlin",
  ],
  [{ kind: "schedule", cron: "0 18 * * 0", timeZone: "UTC" }, "Every Sunday at 18:00, UTC"],
  [{ kind: "schedule", cron: "*/5 * * * *", timeZone: "UTC" }, "Every 5 minutes, UTC"],
  [{ kind: "schedule", cron: "*/7 * * * *", timeZone: "UTC" }, "By the cron line */7 * * * *, UTC"],
  [
    { kind: "schedule", rrule: "FREQ=WEEKLY;BYDAY=MO,TH;BYHOUR=8;BYMINUTE=56", timeZone: "UTC" },
    "Every Monday and Thursday at 08:56, UTC",
  ],
  [
    { kind: "schedule", rrule: "FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR=8", timeZone: "" },
    "By the rule FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR=8",
  ],
])("%o is said as %s", (trigger, words) => {
  expect(triggerWords(trigger)).toBe(words);
});
