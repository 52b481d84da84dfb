/** What one file of tests came to. */
export interface TapResult {
  passed: number;
  failed: number;
  skipped: number;
  /** A sentence for each thing that is wrong, with what the tests said about it. */
  problems: string[];
}

/** Judges TAP output line by line: failed tests, tests out of order, and a plan that was not kept. */
export function judgeTap(lines: string[]): TapResult {
  const result: TapResult = { passed: 0, failed: 0, skipped: 0, problems: [] };
  let planned: number | null = null;
  let ran = 0;
  let failing: string[] | null = null;
  const fail = (problem: string[]) => {
    failing = problem;
    result.failed += 1;
  };
  const close = () => {
    if (failing) result.problems.push(failing.join("\n    "));
    failing = null;
  };

  for (const line of lines) {
    const plan = /^1\.\.(\d+)(?:\s*# *skip\b\s*(.*))?$/i.exec(line);
    const test = /^(not )?ok (\d+)(?:[ -]*(.*?))?(?:\s*# *(skip|todo)\b.*)?$/i.exec(line);
    if (plan) {
      planned = Number(plan[1]);
      if (planned === 0) result.skipped += 1;
    } else if (test) {
      close();
      ran += 1;
      const [, not, number, title, directive] = test;
      if (Number(number) !== ran) fail([`test ${number} came where test ${ran} was due`]);
      else if (directive) result.skipped += 1;
      else if (not) fail([`test ${number}: ${title || "has no name"}`]);
      else result.passed += 1;
    } else if (failing && line.startsWith("#") && !/^# (Failed test|Looks like)/.test(line)) {
      (failing as string[]).push(line.replace(/^#\s*/, ""));
    }
  }
  close();
  if (planned === null) {
    result.failed += 1;
    result.problems.push("has no plan: begin with `select plan(…)`");
  } else if (planned !== ran) {
    result.failed += 1;
    result.problems.push(`planned ${planned} tests but ran ${ran}`);
  }
  return result;
}
