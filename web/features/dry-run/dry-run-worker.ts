import { WorkflowDefinition } from "@floyo/shared/workflows/definition.ts";
import { type DryRun, dryRun, type Sample } from "@floyo/shared/workflows/dry-run/dry-run.ts";
import { sampleInput, sampleTrigger } from "@floyo/shared/workflows/dry-run/sample-trigger.ts";
import type { Trigger } from "@floyo/shared/workflows/trigger.ts";

export interface DryRunRequest {
  /** Told back with the answer, so that an answer that was overtaken can be dropped. */
  turn: number;
  draft: unknown;
  /** null: an example of what the draft's trigger tells. */
  sample: Sample | null;
  now: number;
}

/** `problem`: the first thing that must be put right before the draft can be tried. */
export type DryRunAnswer = { turn: number; isExample: boolean } & (
  | { run: DryRun; sample: Sample; problem: null }
  | { run: null; sample: null; problem: { place: string; message: string } }
);

const LONGEST_MS = 2_000;

// The least that this file needs of a worker's global scope: TypeScript's own types for it clash with the page's.
interface WorkerScope {
  onmessage: ((event: MessageEvent<DryRunRequest>) => void) | null;
  postMessage(message: DryRunAnswer): void;
}
const scope = globalThis as unknown as WorkerScope;

scope.onmessage = ({ data }) => void tryDraft(data).then((answer) => scope.postMessage(answer));

async function tryDraft({ turn, draft, sample: given, now }: DryRunRequest): Promise<DryRunAnswer> {
  const isExample = given === null;
  const parsed = WorkflowDefinition.safeParse(draft);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const problem = { place: issue?.path.join(".") ?? "", message: issue?.message ?? "it is not complete" };
    return { turn, isExample, run: null, sample: null, problem };
  }
  const sample = given ?? exampleOf(parsed.data.trigger, now);
  const endsAt = performance.now() + LONGEST_MS;
  const run = await dryRun(parsed.data, sample, { now, isOver: () => performance.now() > endsAt });
  return { turn, isExample, run, sample, problem: null };
}

function exampleOf(trigger: Trigger, now: number): Sample {
  return { trigger: sampleTrigger(trigger, now), input: sampleInput(trigger, now), outputs: {} };
}
