"use client";

import { useState } from "react";
import { StepPreview } from "../../dry-run/components/step-preview.tsx";
import { hasExpressions } from "../../dry-run/preview-of.ts";
import { useDryRun } from "../../dry-run/use-dry-run.ts";
import type { Draft, DraftStep } from "../draft.ts";
import { renameStep } from "../draft-steps.ts";
import type { ProblemsBy } from "../problems-by.ts";
import { AddStep } from "./add-step.tsx";
import { FoldedStep } from "./folded-step.tsx";
import { StepCard } from "./step-card.tsx";

/** From here on a card is folded until it is wanted: each offers all steps to lead to, so they grow with the square. */
const MANY_STEPS = 30;
/** What was wanted before these is folded again. */
const MOST_OPEN = 10;

interface StepFormsProps {
  draft: Draft;
  /** The step whose form was wanted last. */
  wanted: string | null;
  orgId: string;
  workflowId: string;
  mayWrite: boolean;
  problems: ProblemsBy;
  /** `place` joins what is typed into one field to one step of undo. */
  onChange: (draft: Draft, place?: string) => void;
  onAdd: (kind: string, after: number) => void;
  onRemove: (id: string) => void;
}

/** A card for each step, with what its expressions come to, and room between them for more. */
export function StepForms(props: StepFormsProps) {
  const { draft, wanted, mayWrite, problems, onChange, onAdd, onRemove, orgId, workflowId } = props;
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const open = (id: string) => setOpened(new Set([...opened, id].slice(-MOST_OPEN)));
  if (wanted !== null && !opened.has(wanted)) open(wanted);
  const isLong = draft.steps.length > MANY_STEPS;
  const tried = useDryRun(hasExpressions(draft) ? draft : null, null)?.run?.steps ?? [];
  return (
    <>
      <h2 className="sr-only">Steps</h2>
      {draft.steps.map((step, index) =>
        isLong && !opened.has(step.id) && !problems.steps.has(index) ? (
          <FoldedStep key={step.id} number={index + 1} step={step} onOpen={() => open(step.id)} />
        ) : (
          <div key={step.id} className="grid grid-cols-[minmax(0,1fr)] gap-4">
            <StepCard
              orgId={orgId}
              workflowId={workflowId}
              number={index + 1}
              step={step}
              steps={draft.steps}
              isDisabled={!mayWrite}
              problems={problems.of(`steps.${index}`)}
              preview={<StepPreview step={step} tried={tried.find(({ stepId }) => stepId === step.id)} />}
              onChange={(next, place) => onChange(withStep(draft, index, next), `steps.${step.id}.${place}`)}
              onRename={(to) => onChange(renameStep(draft, step.id, to))}
              onRemove={() => onRemove(step.id)}
            />
            {mayWrite && index < draft.steps.length - 1 ? (
              <div className="justify-self-center">
                <AddStep label="Add a step here" onAdd={(kind) => onAdd(kind, index)} />
              </div>
            ) : null}
          </div>
        ),
      )}
      {mayWrite ? (
        <div className="justify-self-start">
          <AddStep
            label={draft.steps.length === 0 ? "Add the first step" : "Add a step"}
            look={draft.steps.length === 0 ? "primary" : "secondary"}
            onAdd={(kind) => onAdd(kind, draft.steps.length - 1)}
          />
        </div>
      ) : null}
    </>
  );
}

function withStep(draft: Draft, index: number, step: DraftStep): Draft {
  return { ...draft, steps: draft.steps.with(index, step) };
}
