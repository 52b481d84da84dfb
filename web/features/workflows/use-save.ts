"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useBrowserDb } from "../../lib/browser-db.tsx";
import type { CheckedDraft } from "./check-draft.ts";
import { isConflict, saveWorkflow } from "./commands.ts";
import { readWorkflow, type Workflow, workflowKeys } from "./queries.ts";
import type { Editor } from "./use-editor.ts";

export interface Saving {
  isSaving: boolean;
  problems: CheckedDraft["errors"];
  warnings: CheckedDraft["errors"];
  /** What went wrong, but for a conflict and for what is wrong in the draft. */
  error: string | null;
  /** What another person saved meanwhile, until one of both is chosen. */
  theirs: Workflow | null;
  /** Saves what is edited; gives the revision, or null when it was not saved. */
  save: () => Promise<number | null>;
  /** Saves one's own over theirs. */
  keepMine: () => Promise<void>;
  takeTheirs: () => void;
  later: () => void;
}

/** Saves a draft that is right, over the revision it began with and no other. */
export function useSave(id: string, editor: Editor): Saving {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const [checked, setChecked] = useState<CheckedDraft>({ errors: [], warnings: [] });
  const [theirs, setTheirs] = useState<Workflow | null>(null);
  const { mutateAsync, isPending, error } = useMutation({
    mutationFn: async (revision: number) => {
      const { edited } = editor;
      const { checkDraft } = await import("./check-draft.ts");
      const found = checkDraft(edited.draft, { now: Date.now(), workflowId: id });
      setChecked(found);
      if (found.errors.length > 0) return null;
      if (!editor.isDirty && revision === editor.revision) return revision;
      const next = await saveWorkflow(db(), { id, revision, ...edited });
      editor.markSaved(edited, next);
      return next;
    },
    onError: async (cause) => {
      if (isConflict(cause)) setTheirs(await readWorkflow(db(), id));
    },
    onSettled: () => client.invalidateQueries({ queryKey: workflowKeys.all }),
  });
  const save = (revision: number) => mutateAsync(revision).catch(() => null);
  return {
    isSaving: isPending,
    problems: checked.errors,
    warnings: checked.warnings,
    error: error && !isConflict(error) ? error.message : null,
    theirs,
    save: () => save(editor.revision),
    keepMine: async () => {
      const revision = theirs?.revision;
      setTheirs(null);
      if (revision !== undefined) await save(revision);
    },
    takeTheirs: () => {
      if (theirs) editor.load({ name: theirs.name, draft: theirs.draft }, theirs.revision);
      setTheirs(null);
    },
    later: () => setTheirs(null),
  };
}
