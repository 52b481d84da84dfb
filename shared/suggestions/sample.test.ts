import { describe, expect, it } from "vitest";
import { sampleLog } from "../events/sample/sample-log.ts";
import { mine } from "../mining/testing/mine.ts";
import { CATALOGUE } from "./catalogue.ts";
import { suggest } from "./suggest.ts";

const DAY_MS = 86_400_000;

// The landing page and the onboarding show what is found in this log, on whichever day they are looked at.
describe.each([0, 1, 2, 3, 4, 5, 6])("%i days later, the sample log", (days) => {
  const now = Date.UTC(2026, 10, 23, 18) + days * DAY_MS;
  const suggestions = suggest(mine(sampleLog({ now, timeZone: "UTC" })), CATALOGUE, [], { now });

  it("shows the Monday export with its two missed Mondays", () => {
    const sentences = suggestions.map(({ explanation }) => explanation.sentence);

    expect(sentences.find((sentence) => sentence.includes("orders-{date}.csv"))).toMatch(
      /^On 9 of the last 11 Mondays|^On 8 of the last 10 Mondays/,
    );
  });

  it("shows the invoices, the backup and the client's files too", () => {
    const text = suggestions.map(({ body }) => body).join("\n");

    expect(text).toContain("invoice-{number}.pdf");
    expect(text).toContain("studio-{date}.zip");
    expect(text).toContain("budget.xlsx");
  });
});
