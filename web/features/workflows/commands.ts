import { FloyoError } from "@floyo/shared/errors.ts";
import { type Db, parseAnswer } from "../../lib/db.ts";
import type { Edited } from "./draft.ts";

const rows = () => import("./rows.ts");

/** Whether a command was refused because somebody else was quicker. */
export function isConflict(error: unknown): boolean {
  if (!(error instanceof FloyoError)) return false;
  const { details } = (error.cause ?? {}) as { details?: unknown };
  return details === "conflict";
}

/** Saves what is edited if nobody saved since `revision`; gives the new revision. */
export async function saveWorkflow(
  db: Db,
  { id, revision, name, draft }: Edited & { id: string; revision: number },
): Promise<number> {
  const { Whole } = await rows();
  return parseAnswer(
    Whole,
    await db.rpc("save_workflow", { id, expected_revision: revision, definition: draft, name }),
  );
}

/** Gives the number of the version. */
export async function publishWorkflow(
  db: Db,
  { id, revision, note }: { id: string; revision: number; note: string },
): Promise<number> {
  const { Whole } = await rows();
  return parseAnswer(Whole, await db.rpc("publish_workflow", { id, expected_revision: revision, note }));
}

export async function rollBackWorkflow(db: Db, id: string, version: number): Promise<number> {
  const { Whole } = await rows();
  return parseAnswer(Whole, await db.rpc("roll_back_workflow", { id, to_version: version }));
}

export type WorkflowChange = "pause" | "resume" | "delete" | "restore";

export async function changeWorkflow(db: Db, id: string, change: WorkflowChange): Promise<void> {
  const { Whole } = await rows();
  parseAnswer(Whole, await db.rpc(`${change}_workflow`, { id }));
}

/** Starts a run of the published version; gives its id. */
export async function startRun(db: Db, id: string, input: object): Promise<string> {
  const { Uuid } = await rows();
  return parseAnswer(Uuid, await db.rpc("start_run", { workflow_id: id, input }));
}
