import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { DbSource } from "../../lib/browser-db.tsx";
import { type Db, parseAnswer, parseRows, requireDone } from "../../lib/db.ts";
import type { ListedRun, Run, RunStep } from "./rows.ts";
import { type RunFilter, spanOf } from "./run-filter.ts";
import { runKeys } from "./run-keys.ts";

// The schemas come with the first answer of the database, not with the page.
const rows = () => import("./rows.ts");

const PAGE = 50;
/** How runs end whose workers died of them, or that took too long. */
const DEAD = ["exceeded_limits", "run_timeout"];
const LISTED =
  "id,org_id,workflow_id,workflow_version,status,waits_for,wake_at,trigger,error,created_at,started_at,finished_at," +
  "workflow:workflows!runs_workflow_id_fkey!inner(name)";

type Wanted = Omit<RunFilter, "since" | "until"> & ReturnType<typeof spanOf>;

interface Cursor {
  createdAt: string;
  id: string;
}

/** Runs of all of a person's organisations, the newest first, page after page; the filter's days are those of `timeZone`. */
export function runsQuery(db: DbSource, filter: RunFilter, timeZone: string) {
  const wanted = { ...filter, ...spanOf(filter, timeZone) };
  return infiniteQueryOptions({
    queryKey: runKeys.list(wanted),
    queryFn: ({ pageParam }) => listRuns(db(), wanted, pageParam),
    initialPageParam: null as Cursor | null,
    getNextPageParam: (page: ListedRun[]) => {
      const last = page.at(-1);
      return page.length < PAGE || !last ? undefined : { createdAt: last.created_at, id: last.id };
    },
  });
}

/** One run; null when there is none, or none that this person may see. */
export function runQuery(db: DbSource, id: string) {
  return queryOptions({ queryKey: runKeys.one(id), queryFn: () => readRun(db(), id) });
}

/** What its steps did, in their order. */
export function runStepsQuery(db: DbSource, id: string) {
  return queryOptions({ queryKey: runKeys.steps(id), queryFn: () => readSteps(db(), id) });
}

async function listRuns(db: Db, filter: Wanted, after: Cursor | null): Promise<ListedRun[]> {
  const { ListedRunRow } = await rows();
  if (filter.q.trim() !== "") return parseRows(ListedRunRow, await findRuns(db, filter, after));
  let query = db
    .from("runs")
    .select(LISTED)
    .order("created_at", { ascending: false })
    .order("id")
    .limit(PAGE);
  if (filter.status === "dead") query = query.eq("status", "failed").in("error->>code", DEAD);
  else if (filter.status) query = query.eq("status", filter.status);
  if (filter.workflow) query = query.eq("workflow_id", filter.workflow);
  if (filter.since) query = query.gte("created_at", filter.since);
  if (filter.until) query = query.lt("created_at", filter.until);
  if (after) {
    query = query.or(
      `created_at.lt."${after.createdAt}",and(created_at.eq."${after.createdAt}",id.gt.${after.id})`,
    );
  }
  return parseRows(ListedRunRow, await query);
}

function findRuns(db: Db, { q, status, workflow, since, until }: Wanted, after: Cursor | null) {
  const isDead = status === "dead";
  return db.rpc("find_runs", {
    q,
    of_status: isDead ? "failed" : status || null,
    of_workflow: workflow || null,
    since,
    until,
    is_dead: isDead,
    before: after?.createdAt ?? null,
    before_id: after?.id ?? null,
    take: PAGE,
  });
}

async function readRun(db: Db, id: string): Promise<Run | null> {
  const { RunRow, Uuid } = await rows();
  if (!Uuid.safeParse(id).success) return null;
  const [run] = parseRows(
    RunRow,
    await db.from("runs").select(`${LISTED},input,output,deliveries,repeats,retry_of,parent_id`).eq("id", id),
  );
  return run ?? null;
}

async function readSteps(db: Db, id: string): Promise<RunStep[]> {
  const { StepRow, Uuid } = await rows();
  if (!Uuid.safeParse(id).success) return [];
  return parseRows(StepRow, await db.rpc("read_run_steps", { run_id: id }));
}

/** The whole of what a step was given or gave, where `read_run_steps` cut it. */
export async function readWhole(
  db: Db,
  run: Pick<Run, "id" | "org_id">,
  key: string,
  which: "input" | "output",
): Promise<unknown> {
  const { WholeStep } = await rows();
  const [step] = parseRows(
    WholeStep,
    await db.from("run_steps").select(which).eq("org_id", run.org_id).eq("run_id", run.id).eq("key", key),
  );
  return step?.[which] ?? null;
}

/** Starts a run for each file that is held, or lets them go. */
export async function answerBurst(db: Db, id: string, starts: boolean): Promise<void> {
  requireDone(await db.rpc("answer_burst", { id, starts }));
}

export async function cancelRun(db: Db, id: string): Promise<void> {
  requireDone(await db.rpc("cancel_run", { id }));
}

/** Goes on where it stopped, or does the step of `key` and all after it anew. */
export async function resumeRun(db: Db, id: string, key: string | null): Promise<void> {
  requireDone(await db.rpc("resume_run", { id, key }));
}

/** Starts it anew as another run; gives the new one's id. */
export async function restartRun(
  db: Db,
  id: string,
  { input, latest }: { input: object | null; latest: boolean },
): Promise<string> {
  const { Uuid } = await rows();
  return parseAnswer(Uuid, await db.rpc("restart_run", { id, input, latest }));
}

export interface ApprovalAnswer {
  key: string;
  approved: boolean;
  comment: string;
}

export async function answerApproval(db: Db, id: string, answer: ApprovalAnswer): Promise<void> {
  requireDone(await db.rpc("answer_approval", { run_id: id, ...answer }));
}

export async function settleStep(
  db: Db,
  id: string,
  key: string,
  verdict: "happened" | "repeat",
): Promise<void> {
  requireDone(await db.rpc("settle_step", { run_id: id, key, verdict }));
}
