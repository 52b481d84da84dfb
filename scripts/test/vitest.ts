import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { run } from "./run.ts";
import { crashed, type Tally } from "./tally.ts";

interface VitestReport {
  numPassedTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; ancestorTitles: string[]; title: string }[];
  }[];
}

/** Runs one vitest project and counts its tests; a file that does not load counts as a failure. */
export async function runVitest(
  project: string,
  env: Record<string, string>,
  filters: string[] = [],
): Promise<Tally> {
  const folder = join(".floyo", "test");
  mkdirSync(folder, { recursive: true });
  const reportFile = join(folder, `vitest-${project}-${process.pid}.json`);
  rmSync(reportFile, { force: true });
  const code = await run(
    "vitest",
    [
      "run",
      "--project",
      project,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${reportFile}`,
      ...filters,
    ],
    env,
  );
  if (!existsSync(reportFile)) return crashed(`vitest ${project}`, `ended with code ${code} and no report`);
  const report = JSON.parse(readFileSync(reportFile, "utf8")) as VitestReport;
  rmSync(reportFile, { force: true });
  return count(project, report, code);
}

function count(project: string, report: VitestReport, code: number): Tally {
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && assertionResults.every((test) => test.status !== "failed"),
  );
  const skipped = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter((test) => test.status === "pending" || test.status === "skipped" || test.status === "todo")
      .map((test) => `skipped in ${relative(process.cwd(), name)}: ${test.fullName}`),
  );
  const failures = [
    ...report.testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter((test) => test.status === "failed")
        .map(({ ancestorTitles, title }) =>
          [`${project}: ${relative(process.cwd(), name)}`, ...ancestorTitles, title].join(" > "),
        ),
    ),
    ...broken.map(
      ({ name, message }) =>
        `${project}: ${relative(process.cwd(), name)} did not run: ${message.split("\n")[0]}`,
    ),
  ];
  if (failures.length === 0 && code !== 0) {
    failures.push(`${project}: vitest ended with code ${code}, though no test failed`);
  }
  return {
    passed: report.numPassedTests,
    failed: failures.length,
    skipped: skipped.length,
    notes: skipped,
    failures,
  };
}
