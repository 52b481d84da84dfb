import { queryOptions } from "@tanstack/react-query";
import type { DbSource } from "../../lib/browser-db.tsx";
import { type Db, parseRows, requireDone } from "../../lib/db.ts";
import type { Draft } from "./draft.ts";

const rows = () => import("./consent-rows.ts");

export interface Consent {
  /** The version it was given for; of any other it says nothing. */
  number: number;
  copies: boolean;
  givenAt: string;
}

/** Triggers that tell of what only one person may see. */
const PERSONAL = new Set(["file", "pattern", "absence"]);

export const isPersonal = (draft: Draft) => PERSONAL.has(draft.trigger.kind);

/** Whether a step reads, sends or keeps the file that started the run. */
export const takesCopies = (draft: Draft) =>
  draft.trigger.kind === "file" &&
  draft.steps.some((step) => step.kind === "file" && step.with.do === "take");

export interface AllowedWorkflow extends Consent {
  id: string;
  name: string;
  /** Whether it counts: the version it was given for is in use. */
  holds: boolean;
}

const MOST = 200;

export const consentKeys = {
  all: ["workflows", "consent"] as const,
  one: (id: string) => ["workflows", "consent", id] as const,
};

/** Every workflow that the person allowed to hear of their files or habits, what was allowed last first. */
export function consentsQuery(db: DbSource) {
  return queryOptions({ queryKey: consentKeys.all, queryFn: () => listConsents(db()) });
}

async function listConsents(db: Db): Promise<AllowedWorkflow[]> {
  const { AllowedRow } = await rows();
  const found = parseRows(
    AllowedRow,
    await db
      .from("workflow_consents")
      .select(
        "workflow_id,number,copies,given_at,workflow:workflows!inner(name,published_version,deleted_at)",
      )
      .is("workflow.deleted_at", null)
      .order("given_at", { ascending: false })
      .limit(MOST),
  );
  return found.map(({ workflow_id, number, copies, given_at, workflow }) => ({
    id: workflow_id,
    name: workflow.name,
    number,
    copies,
    givenAt: given_at,
    holds: workflow.published_version === number,
  }));
}

/** What the person allowed this workflow to hear of, one at most. */
export function consentQuery(db: DbSource, id: string) {
  return queryOptions({ queryKey: consentKeys.one(id), queryFn: () => readConsent(db(), id) });
}

async function readConsent(db: Db, id: string): Promise<Consent[]> {
  const { ConsentRow } = await rows();
  const found = parseRows(
    ConsentRow,
    await db.from("workflow_consents").select("number,copies,given_at").eq("workflow_id", id),
  );
  return found.map((row) => ({ number: row.number, copies: row.copies, givenAt: row.given_at }));
}

/** Lets the person's own files and habits start it, with or without copies of the files; null takes it back. */
export async function setConsent(db: Db, id: string, copies: boolean | null): Promise<void> {
  requireDone(
    copies === null
      ? await db.rpc("withdraw_consent", { id })
      : await db.rpc("consent_to_workflow", { id, copies }),
  );
}
