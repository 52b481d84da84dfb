import process from "node:process";
import { type BenchRow, bar } from "./rows.ts";
import { runProgram } from "./run-measure.ts";

/** The page that mines beside itself, measured by its own bench on the production build. */
export function browserRows(): BenchRow[] {
  const { stdout } = runProgram(process.execPath, ["web/bench/local-mining.ts"]);
  const { longestTaskMs, totalMs, findings } = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as {
    longestTaskMs: number;
    totalMs: number;
    findings: string;
  };
  return [
    bar(
      "100 000 events mined in the browser: longest task of the page",
      { must: 50, aim: 50, atLeast: false, digits: 0, unit: " ms" },
      longestTaskMs,
      `${longestTaskMs === 0 ? "none of 50 ms or more; " : ""}${totalMs} ms from choosing to findings; ${findings}`,
    ),
  ];
}
