import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import type axe from "axe-core";

// axe itself, not its Playwright builder: that injects half a megabyte anew for each question and opens a page of its own.
const SCRIPT = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Question {
  /** Selector of the part to look at. (Default: the whole page) */
  within?: string;
  /** Only these rules of axe. (Default: all) */
  rules?: string[];
}

/** What axe calls serious or critical on the open page, as `rule: element`. No page of ours has frames of others. */
export async function axeFaults(page: Page, { within, rules }: Question = {}): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(`(() => {${SCRIPT}\n})()`);
  return page.evaluate(
    async ({ within, rules }) => {
      const { run } = (window as unknown as { axe: typeof axe }).axe;
      const { violations } = await run(within ?? document, {
        resultTypes: ["violations"],
        ...(rules ? { runOnly: rules } : {}),
      });
      return violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`);
    },
    { within, rules },
  );
}
