import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "../browser.ts";
import { run } from "./run.ts";
import { crashed, type Tally } from "./tally.ts";

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: { message?: string }[];
}

/** Runs the Playwright journeys (`e2e`) or the camera (`screens`) against the built site. A flaky test is a failed one. */
export async function runJourneys({
  part,
  browser,
  env,
}: {
  part: string;
  browser: Browser;
  env: Record<string, string>;
}): Promise<Tally> {
  const folder = join(".floyo", "test");
  mkdirSync(folder, { recursive: true });
  const reportFile = join(process.cwd(), folder, `playwright-${process.pid}.json`);
  rmSync(reportFile, { force: true });
  console.log(`browser: ${browser.executablePath} (${browser.origin})`);
  const code = await run("playwright", ["test", "--config", "e2e/playwright.config.ts", "--project", part], {
    ...env,
    ...browser.env,
    FLOYO_BROWSER_PATH: browser.executablePath,
    FLOYO_BROWSER_ARGS: JSON.stringify(browser.args),
    PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile,
  });
  if (!existsSync(reportFile)) return crashed(part, `Playwright ended with code ${code} and no report`);
  const { stats, errors } = JSON.parse(readFileSync(reportFile, "utf8")) as PlaywrightReport;
  rmSync(reportFile, { force: true });
  const failed = stats.unexpected + stats.flaky + errors.length;
  return {
    passed: stats.expected,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: stats.skipped,
    notes: errors.map(({ message }) => message ?? "Playwright reported an error without words"),
  };
}
