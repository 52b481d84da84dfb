import { WorkflowDefinition } from "../../shared/workflows/definition.ts";
import { applyResult, type EffectResult } from "../../shared/workflows/engine/apply-result.ts";
import type { Decision, Effect } from "../../shared/workflows/engine/decision.ts";
import { nextStep } from "../../shared/workflows/engine/next-step.ts";
import type { StepRecord } from "../../shared/workflows/engine/records.ts";
import { refuseStep } from "../../shared/workflows/engine/refuse-step.ts";
import { isRepeatable } from "../../shared/workflows/engine/repeatable.ts";
import { openRun, takeChanged } from "../../shared/workflows/engine/run-state.ts";
import { DELIVERY_UNITS } from "../../shared/workflows/expressions/budget.ts";
import { type ClaimedRun, claimRun, releaseRun } from "../_db/claim-run.ts";
import type { Database } from "../_db/client.ts";
import { commitRun, type RunEnd } from "../_db/commit-run.ts";
import { whyNoFile } from "../_db/run-files.ts";
import type { Job } from "../_http/publish.ts";

/** A delivery works inline this long, then goes on in another. */
const INLINE_MS = 20_000;
/** One stretch of pure steps may take this long. */
const STRETCH_MS = 2000;
/** Longer than the longest call a step may make, since a claim is renewed before each. */
export const LEASE_MS = 150_000;

export type Perform = (effect: Effect, run: { id: string; token: string }) => Promise<EffectResult>;

export type RunOutcome =
  | { status: "busy"; retryMs: number }
  | { status: "gone" | "done" | "parked" | "seen" | "early" | "lost"; job: Job | null }
  /** `jobs`: messages of the runs that wait for this one, or that its failure starts. */
  | { status: "ran"; job: Job | null; jobs: readonly Job[]; end: RunEnd };

export interface Engine {
  sql: Database;
  perform: Perform;
  /** How long a claim holds, each effect's anew. */
  leaseMs: number;
}

/**
 * One delivery of a run: claims it, works inline up to a wait, a limit or its end, and records. Each effect is claimed
 * in a committed transaction before it is performed, and its result counts only while the claim is held.
 */
export async function runWorkflow(
  engine: Engine,
  delivery: { outboxId: number; attempt: number | null; jti: string },
): Promise<RunOutcome> {
  const claim = await claimRun(engine.sql, { ...delivery, leaseMs: engine.leaseMs });
  if (claim.status === "busy") return claim;
  if (claim.status !== "claimed") return { status: claim.status, job: "job" in claim ? claim.job : null };
  return workOn(engine, claim, delivery.jti);
}

/** The same for a run that is claimed already; `jti`: the delivery that brought it, null when none did. */
export async function workOn(engine: Engine, claim: ClaimedRun, jti: string | null): Promise<RunOutcome> {
  try {
    return await execute(engine, claim, jti);
  } catch (error) {
    // Whoever comes next need not wait for the lease; when not even this is stored, they do.
    await releaseRun(engine.sql, { runId: claim.facts.id, token: claim.token }).catch(() => {});
    throw error;
  }
}

async function execute(
  { sql, perform, leaseMs }: Engine,
  claim: ClaimedRun,
  jti: string | null,
): Promise<RunOutcome> {
  const held = { runId: claim.facts.id, token: claim.token, jti, leaseMs };
  const commit = (records: readonly StepRecord[], ended: RunEnd) => commitRun(sql, held, records, ended);
  async function finish(records: readonly StepRecord[], end: RunEnd): Promise<RunOutcome> {
    const stored = await commit(records, end);
    return stored.status === "ok"
      ? { status: "ran", job: stored.job ?? null, jobs: stored.jobs, end }
      : { status: "lost", job: null };
  }
  const parsed = WorkflowDefinition.safeParse(claim.definition);
  // Loaded for the first run of a version alone: every worker would pay for it.
  const fault =
    parsed.success && claim.isChecked
      ? null
      : await (await import("./check-version.ts")).faultOfVersion(sql, claim);
  if (!parsed.success || fault !== null) {
    const message = fault ?? "the published definition has not the form of one";
    return finish([], { kind: "failed", error: { code: "invalid_definition", message } });
  }

  // The kinds were checked by the schema of the version that wrote them.
  const state = openRun(parsed.data, claim.facts, claim.records as StepRecord[]);
  const endsAt = performance.now() + INLINE_MS;
  const work = { units: DELIVERY_UNITS };
  for (;;) {
    const stretchEndsAt = performance.now() + STRETCH_MS;
    const budget = {
      get units() {
        return work.units;
      },
      set units(left: number) {
        work.units = left;
      },
      isOver: () => performance.now() > stretchEndsAt,
    };
    const decision = await nextStep(state, { now: Date.now(), budget });
    if (decision.kind === "wait" && decision.for === "file") {
      const message = await whyNoFile(sql, held.runId);
      if (message !== null) {
        refuseStep(state, decision.key, { code: "no_consent", message }, Date.now());
        continue;
      }
    }
    if (decision.kind !== "effect") return finish(takeChanged(state), endOf(decision));
    const { effect } = decision;
    const claimed = await commit(takeChanged(state), { kind: "claim" });
    if (claimed.status === "lost") return { status: "lost", job: null };
    const result = await perform(effect, { id: held.runId, token: held.token });
    applyResult(state, effect.key, result, {
      now: Date.now(),
      random: Math.random(),
      isRepeatable: isRepeatable(effect.step),
    });
    if (performance.now() > endsAt) return finish(takeChanged(state), { kind: "again" });
  }
}

function endOf(decision: Exclude<Decision, { kind: "effect" }>): RunEnd {
  if (decision.kind === "pause") return { kind: "again" };
  if (decision.kind === "wait") return { kind: "wait", for: decision.for, until: decision.until };
  if (decision.kind === "done") return { kind: "done", output: decision.output };
  return { kind: decision.kind, error: decision.error };
}
