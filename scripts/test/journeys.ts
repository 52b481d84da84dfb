import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "../browser.ts";
import { run } from "./run.ts";
import { crashed, type Tally } from "./tally.ts";

interface Suite {
  specs: { title: string; file: string; line: number; tests: { status: string }[] }[];
  suites?: Suite[];
}

interface PlaywrightReport {
  suites: Suite[];
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
  const { suites, stats, errors } = JSON.parse(readFileSync(reportFile, "utf8")) as PlaywrightReport;
  rmSync(reportFile, { force: true });
  const words = errors.map(({ message }) => message ?? "Playwright reported an error without words");
  const failures = [...suites.flatMap(failed), ...words.map((text) => text.split("\n")[0] ?? "")];
  if (failures.length === 0 && code !== 0) {
    failures.push(`Playwright ended with code ${code}, though no test failed`);
  }
  return {
    passed: stats.expected,
    failed: failures.length,
    skipped: stats.skipped,
    notes: words,
    failures: failures.map((failure) => `${part}: ${failure}`),
  };
}

function failed({ specs, suites = [] }: Suite): string[] {
  const own = specs.filter(({ tests }) =>
    tests.some(({ status }) => status === "unexpected" || status === "flaky"),
  );
  return [
    ...own.map(({ title, file, line }) => `${file}:${line} > ${title}`),
    ...suites.flatMap((suite) => failed(suite)),
  ];
}
