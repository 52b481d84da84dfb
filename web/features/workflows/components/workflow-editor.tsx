"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { TryPanel } from "../../dry-run/components/try-panel.tsx";
import { isPersonal } from "../consent.ts";
import type { Draft } from "../draft.ts";
import { addStep } from "../draft-steps.ts";
import { addStepOnWay } from "../draft-ways.ts";
import { countByStep, problemsBy } from "../problems-by.ts";
import { versionsQuery, type Workflow } from "../queries.ts";
import { useEditor } from "../use-editor.ts";
import { usePermission } from "../use-permission.ts";
import { usePicked } from "../use-picked.ts";
import { useRemoval } from "../use-removal.ts";
import { useSave } from "../use-save.ts";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { ConsentSection } from "./consent-section.tsx";
import { EditorBar } from "./editor-bar.tsx";
import { EditorMessages } from "./editor-messages.tsx";
import { EditorOutline } from "./editor-outline.tsx";
import { EditorPicture, ViewSwitch } from "./editor-picture.tsx";
import { PublishDialog } from "./publish-dialog.tsx";
import { RunDialog } from "./run-dialog.tsx";
import { StartCard } from "./start-card.tsx";
import { StepForms } from "./step-forms.tsx";
import { VersionsSection } from "./versions-section.tsx";
import { WebhookSection } from "./webhook-section.tsx";

/** The draft as a form and as a picture, and its versions. */
export function WorkflowEditor({ workflow, userId }: { workflow: Workflow; userId: string }) {
  const { db } = useBrowserDb();
  const { id, orgId } = workflow;
  const may = usePermission(userId);
  const mayWrite = may(orgId, "workflows.write");
  const versions = useQuery(versionsQuery(db, id)).data;
  const editor = useEditor({ name: workflow.name, draft: workflow.draft }, workflow.revision);
  const saving = useSave(id, editor);
  const at = usePicked();
  const remove = useRemoval(editor);
  const [dialog, setDialog] = useState<"publish" | "run" | "try" | null>(null);
  const { draft } = editor.edited;
  const problems = problemsBy(saving.problems);
  const faults = useMemo(
    () => countByStep([...saving.problems, ...saving.warnings]),
    [saving.problems, saving.warnings],
  );
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

  function added(next: { draft: Draft; id: string }): void {
    editor.change(next.draft);
    at.open(next.id, "key");
  }

  return (
    <main className="mx-auto grid w-full max-w-[1520px] grid-cols-[minmax(0,1fr)] content-start gap-4 px-4 pt-6 pb-8 sm:px-6">
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
      <ViewSwitch {...at} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 min-[1100px]:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: it listens to where the focus of its fields goes. */}
        <div
          className={`grid grid-cols-[minmax(0,1fr)] gap-4 ${at.view === "picture" ? "max-[1099px]:hidden" : ""}`}
          onFocus={at.follow}
        >
          <StartCard
            edited={editor.edited}
            orgId={orgId}
            workflowId={id}
            isDisabled={!mayWrite}
            problems={problems.of("trigger")}
            onRename={editor.rename}
            onChange={(trigger, place) => editor.change({ ...draft, trigger }, `trigger.${place}`)}
          />
          {draft.trigger.kind === "webhook" ? (
            <WebhookSection workflow={workflow} mayPublish={may(orgId, "workflows.publish")} />
          ) : null}
          <StepForms
            draft={draft}
            wanted={at.wanted}
            orgId={orgId}
            workflowId={id}
            mayWrite={mayWrite}
            problems={problems}
            onChange={editor.change}
            onAdd={(kind, after) => added(addStep(draft, kind, after))}
            onRemove={remove}
          />
        </div>
        <aside
          aria-label="Picture and versions"
          className="grid grid-cols-[minmax(0,1fr)] gap-4 min-[1100px]:sticky min-[1100px]:top-6 min-[1100px]:h-[min(100dvh-48px,960px)] min-[1100px]:grid-rows-[minmax(0,1fr)_auto]"
        >
          <EditorPicture
            at={at}
            draft={draft}
            faults={faults}
            mayEdit={mayWrite}
            onChange={editor.change}
            onAdd={(way, kind) => added(addStepOnWay(draft, kind, way))}
            onRemove={remove}
          />
          <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-4 min-[1100px]:max-h-[26dvh] min-[1100px]:overflow-y-auto">
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
              mayShare={mayWrite}
              onEdit={(version) => editor.change(version.definition)}
            />
          </div>
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
