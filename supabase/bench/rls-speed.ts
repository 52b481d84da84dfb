// `npm run bench:rls`: a tenant of 300 000 events beside others, every question of the pages as the signed-in person and
// as a superuser. Prints a table; numbers hold as ratios, since they are taken in the same run.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import postgres, { type ReservedSql } from "postgres";
import { ensureAuthSchema } from "../local/auth/schema.ts";
import { migrate } from "../local/postgres/migrate.ts";
import { removePostgres, startPostgres } from "../local/postgres/start.ts";
import { type PageQuestion, pageQuestions } from "./page-questions.ts";
import { signIn } from "./plans.ts";
import { addTenant, type Tenant } from "./tenant.ts";

const RUNS = 15;
const LIMIT_MS = 5;
const SIZE = {
  own: Number(process.argv[2] ?? 300_000),
  neighbours: 10,
  each: 10_000,
  smallEach: 1_000,
  spread: "days",
} as const;

const folder = mkdtempSync(join(tmpdir(), "floyo-rls-"));
const dataDir = join(folder, "database");
const database = await startPostgres({ dataDir, port: 0, throwAway: true, log: () => {} });
try {
  await ensureAuthSchema({ url: database.url("supabase_auth_admin") });
  const migrationsDir = join(dirname(fileURLToPath(import.meta.url)), "../migrations");
  await migrate({ url: database.url("postgres"), migrationsDir, log: () => {} });
  const pool = postgres(database.url("supabase_admin"), { max: 1, prepare: false, onnotice: () => {} });
  const tenant = await addTenant(pool, SIZE);
  const connection = await pool.reserve();
  console.log(`${SIZE.own} events beside ${SIZE.neighbours} people of ${SIZE.each}, median of ${RUNS}`);
  console.log("| question | as the person | as superuser | ratio |\n| --- | --- | --- | --- |");
  let slow = 0;
  for (const question of pageQuestions(tenant)) slow += (await isSlow(connection, tenant, question)) ? 1 : 0;
  console.log(`\n${slow} of the questions with a limit took over ${LIMIT_MS} ms`);
  connection.release();
  await pool.end();
  process.exitCode = slow === 0 ? 0 : 1;
} finally {
  await database.stop();
  await removePostgres({ dataDir });
  rmSync(folder, { recursive: true, force: true });
}

async function isSlow(connection: ReservedSql, tenant: Tenant, question: PageQuestion): Promise<boolean> {
  const asPerson = await median(connection, tenant, question.sql, true);
  const asSuperuser = await median(connection, tenant, question.sql, false);
  const isOver = !question.isWhole && asPerson > LIMIT_MS;
  const note = question.isWhole ? " (reads every own row)" : isOver ? " OVER" : "";
  const ratio = (asPerson / asSuperuser).toFixed(2);
  console.log(
    `| ${question.name}${note} | ${asPerson.toFixed(2)} ms | ${asSuperuser.toFixed(2)} ms | ${ratio} |`,
  );
  return isOver;
}

/** Milliseconds that the server needs. A superuser keeps the claims, so that "own" means the same rows, and asks past the policies. */
async function median(
  connection: ReservedSql,
  tenant: Tenant,
  sql: string,
  isPerson: boolean,
): Promise<number> {
  const times: number[] = [];
  await connection.unsafe("begin");
  await signIn(connection, tenant);
  if (!isPerson) await connection.unsafe("reset role");
  for (let run = 0; run <= RUNS; run++) {
    const [row] = await connection.unsafe(`explain (analyze, timing off, format json) ${sql}`);
    const [told] = (row?.["QUERY PLAN"] ?? []) as { "Planning Time": number; "Execution Time": number }[];
    if (told && run > 0) times.push(told["Planning Time"] + told["Execution Time"]);
  }
  await connection.unsafe("rollback");
  return times.sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0;
}
