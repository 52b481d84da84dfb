import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import postgres from "postgres";
import { controlsTransaction } from "./migration-files.ts";
import { findPgtap, loadPgtap, type Pgtap } from "./pgtap.ts";
import { type Statement, splitSql } from "./split-sql.ts";
import { judgeTap, type TapResult } from "./tap.ts";

export interface PgtapOptions {
  /** As `supabase_admin`, to load pgTAP. */
  adminUrl: string;
  /** As `postgres`, the role the tests run as. */
  postgresUrl: string;
  /** Holds `NN-topic.test.sql`. */
  testsDir: string;
  log: (line: string) => void;
  findPgtap?: () => Promise<Pgtap>;
}

export interface PgtapResult {
  passed: number;
  failed: number;
  skipped: number;
  failures: string[];
}

/**
 * Runs each file of SQL tests in a transaction that is rolled back. Without pgTAP its files count as skipped, unless
 * root runs them, who could have had it.
 */
export async function runPgtap(options: PgtapOptions): Promise<PgtapResult> {
  const { adminUrl, postgresUrl, testsDir, log } = options;
  const files = (await readdir(testsDir)).filter((name) => name.endsWith(".test.sql")).sort();
  const total: PgtapResult = { passed: 0, failed: 0, skipped: 0, failures: [] };
  const pgtap = await (options.findPgtap ?? findPgtap)();
  if ("missing" in pgtap) {
    if (process.getuid?.() === 0) return { ...total, failed: 1, failures: [pgtap.missing] };
    log(`skipped ${files.length} files of SQL tests: ${pgtap.missing}`);
    return { ...total, skipped: files.length };
  }
  await loadPgtap(adminUrl, pgtap.sql);
  for (const file of files) {
    const result = await runFile(postgresUrl, await readTest(join(testsDir, file)));
    total.passed += result.passed;
    total.failed += result.failed;
    total.skipped += result.skipped;
    total.failures.push(...result.problems.map((problem) => `${file}, ${problem}`));
    log(
      `${result.failed === 0 ? "ok" : "FAILED"}  ${file}: ${result.passed} passed, ${result.failed} failed`,
    );
  }
  log(`${total.passed} passed, ${total.failed} failed`);
  return total;
}

/** A connection of its own for each file, so that nothing set by one is seen by the next. */
async function runFile(url: string, statements: TestStatement[]): Promise<TapResult> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, prepare: false });
  const connection = await sql.reserve();
  const lines: string[] = [];
  let broken: string | null = null;
  try {
    await connection.unsafe("begin").simple();
    for (const statement of statements) {
      try {
        lines.push(...tapLines(await connection.unsafe(statement.text).simple()));
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        broken = `${statement.from}line ${statement.line}, after ${testsIn(lines)} tests: ${reason}`;
        break;
      }
    }
    await connection.unsafe("rollback").simple();
  } finally {
    connection.release();
    await sql.end();
  }
  const result = judgeTap(lines);
  if (broken === null) return result;
  const withoutPlan = result.problems.filter((problem) => !/^(planned|has no plan)/.test(problem));
  const missed = result.problems.length - withoutPlan.length;
  return { ...result, failed: result.failed - missed + 1, problems: [...withoutPlan, broken] };
}

/** A statement and, when it was included, the file it stands in. */
type TestStatement = Statement & { from: string };

/** The statements of a test, those of what it includes by `\ir <file beside it>` first. */
async function readTest(file: string, from = ""): Promise<TestStatement[]> {
  const script = await readFile(file, "utf8");
  const names = Array.from(script.matchAll(/^\\ir (\S+)\s*$/gm), ([, name]) => name ?? "");
  const included = await Promise.all(names.map((name) => readTest(join(dirname(file), name), `${name}, `)));
  return [...included.flat(), ...testStatements(script).map((statement) => ({ ...statement, from }))];
}

/** The files also run under `supabase test db`: what that needs around them, the runner brings itself. */
function testStatements(script: string): Statement[] {
  const withoutPsql = script.replace(/^\\.*$/gm, "");
  return splitSql(withoutPsql).filter(
    (statement) =>
      !controlsTransaction(statement) && !/^create extension (if not exists )?"?pgtap\b/.test(statement.head),
  );
}

function tapLines(rows: readonly unknown[]): string[] {
  return rows
    .flatMap((row) => (typeof row === "object" && row !== null ? Object.values(row).slice(0, 1) : []))
    .filter((value): value is string => typeof value === "string")
    .flatMap((value) => value.split("\n"))
    .filter((line) => /^(ok|not ok|1\.\.|#|\s+#)/.test(line))
    .map((line) => line.trim());
}

function testsIn(lines: string[]): number {
  return lines.filter((line) => /^(not )?ok /.test(line)).length;
}
