"use client";

import type { Permission } from "@floyo/shared/access/permissions.ts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { downloadText } from "../../../lib/download-text.ts";
import { type Toasts, useToasts } from "../../../state/toasts.ts";
import { Button, buttonClass } from "../../../ui/button.tsx";
import { ChevronDownIcon } from "../../../ui/icons.tsx";
import { Menu } from "../../../ui/menu.tsx";
import { changeWorkflow, type WorkflowChange } from "../commands.ts";
import { copyName } from "../copy-name.ts";
import type { Draft } from "../draft.ts";
import { toFile } from "../draft-file.ts";
import { createWorkflow, type Workflow, workflowKeys } from "../queries.ts";
import type { Editor } from "../use-editor.ts";
import type { Saving } from "../use-save.ts";

interface EditorBarProps {
  workflow: Workflow;
  editor: Editor;
  saving: Saving;
  may: (permission: Permission) => boolean;
  onPublish: () => void;
  onRun: () => void;
  onTry: () => void;
}

/** Name, state and what can be done with the whole. */
export function EditorBar({ workflow, editor, saving, may, onPublish, onRun, onTry }: EditorBarProps) {
  const { edited, isDirty, canUndo, canRedo, undo, redo } = editor;
  const mayWrite = may("workflows.write");
  useKeys({ undo, redo, save: () => void saving.save() }, mayWrite);
  return (
    <header className="grid gap-3">
      <div className="min-w-0">
        <nav aria-label="Where you are" className="text-[13px] text-soft">
          <Link href="/workflows" className="rounded-mark hover:text-ink hover:underline">
            Workflows
          </Link>{" "}
          /
        </nav>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="break-words text-title font-semibold tracking-tight">
            {edited.name || "Without a name"}
          </h1>
          <span className="text-[13px] text-soft" role="status">
            {workflow.publishedVersion ? `v${workflow.publishedVersion} in use` : "never published"}
            {isDirty ? " · not saved" : ""}
          </span>
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {mayWrite ? (
          <>
            <Button onClick={undo} disabled={!canUndo}>
              Undo
            </Button>
            <Button onClick={redo} disabled={!canRedo}>
              Redo
            </Button>
            <Button onClick={() => void saving.save()} disabled={saving.isSaving || !isDirty}>
              {saving.isSaving ? "Saving…" : "Save draft"}
            </Button>
          </>
        ) : null}
        {edited.draft.steps.length > 0 ? <Button onClick={onTry}>Try it</Button> : null}
        {may("runs.write") && workflow.publishedVersion ? <Button onClick={onRun}>Run now</Button> : null}
        {may("workflows.publish") && mayWrite ? (
          <Button look="primary" onClick={onPublish} disabled={saving.isSaving}>
            Publish
          </Button>
        ) : null}
        <MoreMenu workflow={workflow} editor={editor} may={may} />
      </div>
    </header>
  );
}

/** Ctrl or ⌘ with Z, Shift Z and S; a field's own undo is left to the field. */
function useKeys(
  { undo, redo, save }: { undo: () => void; redo: () => void; save: () => void },
  isOn: boolean,
): void {
  useEffect(() => {
    if (!isOn) return;
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      if (key !== "z" && key !== "s" && key !== "y") return;
      event.preventDefault();
      if (key === "s") save();
      else if (key === "y" || event.shiftKey) redo();
      else undo();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [undo, redo, save, isOn]);
}

/** So many places that were left out are named in one message. */
const MOST_NAMED = 4;

const DONE: Record<WorkflowChange, string> = {
  pause: "Paused",
  resume: "It goes on",
  delete: "Deleted",
  restore: "Brought back",
};

function saveAsFile(name: string, draft: Draft, warn: Toasts["warn"]): void {
  const { text, leftOut } = toFile(name, draft);
  downloadText(`${name.replace(/[^\p{L}\p{N}]+/gu, "-") || "workflow"}.json`, text, "application/json");
  const more = leftOut.length - MOST_NAMED;
  const named = leftOut.slice(0, MOST_NAMED).join("; ") + (more > 0 ? `; and ${more} more` : "");
  if (named) warn({ title: "Exported without what looks like a secret", detail: named });
}

function MoreMenu({ workflow, editor, may }: Pick<EditorBarProps, "workflow" | "editor" | "may">) {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const router = useRouter();
  const show = useToasts((toasts) => toasts.show);
  const warn = useToasts((toasts) => toasts.warn);
  const { id, orgId } = workflow;
  const { name, draft } = editor.edited;
  const change = useMutation({
    mutationFn: (what: WorkflowChange) => changeWorkflow(db(), id, what),
    onSuccess: async (_done, what) => {
      await client.invalidateQueries({ queryKey: workflowKeys.all });
      if (what === "delete") router.push("/workflows");
      show({
        title: DONE[what],
        detail: workflow.name,
        ...(what === "delete" ? { action: { label: "Undo", run: () => change.mutate("restore") } } : {}),
      });
    },
    onError: (error) => warn({ title: "Nothing was changed", detail: error.message }),
  });
  const duplicate = useMutation({
    mutationFn: () => createWorkflow(db(), { orgId, name: copyName(name), draft }),
    onSuccess: async (copy) => {
      await client.invalidateQueries({ queryKey: workflowKeys.all });
      router.push(`/workflows/${copy}`);
    },
    onError: (error) => warn({ title: "Nothing was copied", detail: error.message }),
  });
  const isPaused = workflow.pausedBecause !== null;
  return (
    <Menu
      align="end"
      trigger={{
        className: buttonClass(),
        children: (
          <>
            More
            <ChevronDownIcon />
          </>
        ),
      }}
      parts={[
        {
          choices: [
            { label: "Its runs", href: `/runs?workflow=${id}` },
            {
              label: "Export as a file",
              detail: "The draft as JSON, without what looks like a secret.",
              onSelect: () => saveAsFile(name, draft, warn),
            },
            ...(may("workflows.write") ? [{ label: "Duplicate", onSelect: () => duplicate.mutate() }] : []),
            ...(may("workflows.publish") && workflow.publishedVersion
              ? [
                  isPaused
                    ? { label: "Let it go on", onSelect: () => change.mutate("resume") }
                    : {
                        label: "Pause",
                        detail: "Nothing starts it; runs under way go on.",
                        onSelect: () => change.mutate("pause"),
                      },
                ]
              : []),
            ...(may("workflows.write")
              ? [
                  {
                    label: "Delete",
                    detail: "Stops its runs. You can take it back.",
                    onSelect: () => change.mutate("delete"),
                  },
                ]
              : []),
          ],
        },
      ]}
    />
  );
}
