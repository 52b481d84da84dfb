"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
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
  /** The problems are gaps that the draft was made with: nobody has tried to save it yet. */
  isUnfilled: boolean;
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
  const [isUnfilled, setUnfilled] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what it was made with is looked at, once.
  useEffect(() => {
    // Nobody has saved it since it was made of a template, a shared workflow or a file, which may leave gaps.
    if (editor.revision !== 1) return;
    let isGone = false;
    void gapsOf(editor.edited.draft, id).then((gaps) => {
      if (isGone || gaps.length === 0) return;
      setChecked({ errors: gaps, warnings: [] });
      setUnfilled(true);
    });
    return () => {
      isGone = true;
    };
  }, []);
  const { mutateAsync, isPending, error } = useMutation({
    mutationFn: async (revision: number) => {
      const { edited } = editor;
      const { checkDraft } = await import("./check-draft.ts");
      const found = checkDraft(edited.draft, { now: Date.now(), workflowId: id });
      setChecked(found);
      setUnfilled(false);
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
    isUnfilled,
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

/** What is wrong in a draft, and the connections that nobody has chosen. */
async function gapsOf(draft: Editor["edited"]["draft"], id: string): Promise<CheckedDraft["errors"]> {
  const { checkDraft } = await import("./check-draft.ts");
  const { errors, warnings } = checkDraft(draft, { now: Date.now(), workflowId: id });
  return [...errors, ...warnings.filter(({ place }) => place.endsWith(".connectionId"))];
}
