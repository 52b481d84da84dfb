"use client";

import { useRef } from "react";
import { useToasts } from "../../state/toasts.ts";
import { removeStep } from "./draft-steps.ts";
import { stepTitle } from "./step-title.ts";
import type { Editor } from "./use-editor.ts";

/** Takes a step out of the draft; what is shown then takes it back while nothing else was changed. */
export function useRemoval(editor: Editor): (id: string) => void {
  const show = useToasts((toasts) => toasts.show);
  const warn = useToasts((toasts) => toasts.warn);
  const latest = useRef(editor);
  latest.current = editor;
  return (id) => {
    const { draft } = editor.edited;
    const step = draft.steps.find((one) => one.id === id);
    if (!step) return;
    const without = removeStep(draft, id);
    editor.change(without);
    const undo = () => {
      if (latest.current.edited.draft === without) latest.current.undo();
      else
        warn({
          title: "Something else was changed since",
          detail: "Undo above takes back one after the other.",
        });
    };
    show({ title: "Step removed", detail: stepTitle(step), action: { label: "Undo", run: undo } });
  };
}
