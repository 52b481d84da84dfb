"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { Field } from "../../../ui/field.tsx";
import { StepPreview } from "../../dry-run/components/step-preview.tsx";
import { TryPanel } from "../../dry-run/components/try-panel.tsx";
import { useDryRun } from "../../dry-run/use-dry-run.ts";
import { isPersonal } from "../consent.ts";
import type { Draft, DraftStep } from "../draft.ts";
import { addStep, removeStep, renameStep } from "../draft-steps.ts";
import { versionsQuery, type Workflow } from "../queries.ts";
import { useEditor } from "../use-editor.ts";
import { usePermission } from "../use-permission.ts";
import { useSave } from "../use-save.ts";
import { AddStep } from "./add-step.tsx";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { ConsentSection } from "./consent-section.tsx";
import { EditorBar } from "./editor-bar.tsx";
import { EditorMessages } from "./editor-messages.tsx";
import { EditorOutline } from "./editor-outline.tsx";
import { PublishDialog } from "./publish-dialog.tsx";
import { RunDialog } from "./run-dialog.tsx";
import { StepCard } from "./step-card.tsx";
import { TriggerForm } from "./trigger-form.tsx";
import { VersionsSection } from "./versions-section.tsx";
import { WebhookSection } from "./webhook-section.tsx";

/** The draft as a form, beside it its outline and its versions. */
export function WorkflowEditor({ workflow, userId }: { workflow: Workflow; userId: string }) {
  const { db } = useBrowserDb();
  const { id, orgId } = workflow;
  const may = usePermission(userId);
  const mayWrite = may(orgId, "workflows.write");
  const versions = useQuery(versionsQuery(db, id)).data;
  const editor = useEditor({ name: workflow.name, draft: workflow.draft }, workflow.revision);
  const saving = useSave(id, editor);
  const [dialog, setDialog] = useState<"publish" | "run" | "try" | null>(null);
  const { name, draft } = editor.edited;
  const problems = problemsBy(saving.problems);
  const tried = useDryRun(hasExpressions(draft) ? draft : null, null)?.run?.steps ?? [];
  const isBehind = workflow.revision > editor.revision;
  const published = versions?.find(({ number }) => number === workflow.publishedVersion);

  const { isDirty, load } = editor;
  // Nothing of one's own is unsaved, so what another person saved is simply shown.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows the revision; `load` is new with each render.
  useEffect(() => {
    if (isBehind && !isDirty && !saving.isSaving) {
      load({ name: workflow.name, draft: workflow.draft }, workflow.revision);
    }
  }, [isBehind, isDirty, saving.isSaving, workflow.revision]);

  async function publish(): Promise<void> {
    if ((await saving.save()) !== null) setDialog("publish");
  }

  function add(kind: string, after: number): void {
    const { draft: next, id: added } = addStep(draft, kind, after);
    editor.change(next);
    requestAnimationFrame(() => {
      const card = document.getElementById(`step-${added}`);
      card?.scrollIntoView({ block: "center" });
      card?.querySelector<HTMLElement>("textarea, select, input:not([maxlength])")?.focus();
    });
  }

  return (
    <main className="mx-auto grid w-full max-w-[1120px] grid-cols-[minmax(0,1fr)] content-start gap-4 px-4 pt-6 pb-8 sm:px-6">
      <EditorBar
        workflow={workflow}
        editor={editor}
        saving={saving}
        may={(permission) => may(orgId, permission)}
        onPublish={() => void publish()}
        onRun={() => setDialog("run")}
        onTry={() => setDialog("try")}
      />
      <EditorMessages workflow={workflow} saving={saving} isBehind={isBehind && isDirty} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_300px]">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <section
            aria-labelledby="trigger-title"
            id="trigger"
            className="card grid scroll-mt-6 gap-4 px-4 py-4 sm:px-[22px] sm:py-5"
          >
            <h2 id="trigger-title" className="sr-only">
              Name and start
            </h2>
            <Field
              label="Name of the workflow"
              value={name}
              maxLength={120}
              required
              disabled={!mayWrite}
              onChange={(event) => editor.rename(event.target.value)}
            />
            <TriggerForm
              trigger={draft.trigger}
              orgId={orgId}
              workflowId={id}
              isDisabled={!mayWrite}
              problems={problems.of("trigger")}
              onChange={(trigger, place) => editor.change({ ...draft, trigger }, `trigger.${place}`)}
            />
          </section>
          {draft.trigger.kind === "webhook" ? (
            <WebhookSection workflow={workflow} mayPublish={may(orgId, "workflows.publish")} />
          ) : null}
          <h2 className="sr-only">Steps</h2>
          {draft.steps.map((step, index) => (
            <div key={step.id} className="grid grid-cols-[minmax(0,1fr)] gap-4">
              <StepCard
                number={index + 1}
                step={step}
                steps={draft.steps}
                orgId={orgId}
                workflowId={id}
                isDisabled={!mayWrite}
                problems={problems.of(`steps.${index}`)}
                preview={<StepPreview step={step} tried={tried.find(({ stepId }) => stepId === step.id)} />}
                onChange={(next, place) =>
                  editor.change(withStep(draft, index, next), `steps.${step.id}.${place}`)
                }
                onRename={(to) => editor.change(renameStep(draft, step.id, to))}
                onRemove={() => editor.change(removeStep(draft, step.id))}
              />
              {mayWrite && index < draft.steps.length - 1 ? (
                <div className="justify-self-center">
                  <AddStep label="Add a step here" onAdd={(kind) => add(kind, index)} />
                </div>
              ) : null}
            </div>
          ))}
          {mayWrite ? (
            <div className="justify-self-start">
              <AddStep
                label={draft.steps.length === 0 ? "Add the first step" : "Add a step"}
                look={draft.steps.length === 0 ? "primary" : "secondary"}
                onAdd={(kind) => add(kind, draft.steps.length - 1)}
              />
            </div>
          ) : null}
        </div>
        <aside
          aria-label="Outline and versions"
          className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:sticky lg:top-6"
        >
          <EditorOutline draft={draft} wrong={problems.steps} />
          {published && isPersonal(published.definition) ? (
            <ConsentSection
              workflow={workflow}
              published={published.definition}
              mayRun={may(orgId, "runs.write")}
            />
          ) : null}
          <VersionsSection
            workflow={workflow}
            mayPublish={may(orgId, "workflows.publish")}
            onEdit={(version) => editor.change(version.definition)}
          />
        </aside>
      </div>
      <ConflictDialog mine={editor.edited} saving={saving} />
      {dialog === "publish" ? (
        <PublishDialog
          id={id}
          revision={editor.revision}
          draft={draft}
          published={published}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {dialog === "try" ? <TryPanel workflowId={id} draft={draft} onClose={() => setDialog(null)} /> : null}
      {dialog === "run" ? <RunDialog workflow={workflow} onClose={() => setDialog(null)} /> : null}
    </main>
  );
}

function hasExpressions(draft: Draft): boolean {
  return draft.steps.some((step) => step.kind === "transform" || JSON.stringify(step.with).includes("{{"));
}

function withStep(draft: Draft, index: number, step: DraftStep): Draft {
  return { ...draft, steps: draft.steps.with(index, step) };
}

/** Problems under the part of the definition that they belong to. */
function problemsBy(problems: readonly { place: string; message: string }[]) {
  return {
    of: (part: string): ReadonlyMap<string, string> =>
      new Map(
        problems.flatMap(({ place, message }) =>
          place.startsWith(`${part}.`) ? [[place.slice(part.length + 1), message] as const] : [],
        ),
      ),
    steps: new Set(problems.map(({ place }) => Number(/^steps\.(\d+)/.exec(place)?.[1] ?? -1))),
  };
}
