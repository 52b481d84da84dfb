"use client";

import { type FocusEvent, useState } from "react";
import { START } from "./draft-ways.ts";
import { useWide } from "./use-wide.ts";

export type EditorView = "form" | "picture";

export interface Picked {
  /** The step that form and picture are at; `START` for what starts the workflow. */
  picked: string | null;
  /** The step whose form was wanted last; walking through the picture wants none. */
  wanted: string | null;
  isWide: boolean;
  /** What is shown where there is no room for both. */
  view: EditorView;
  show: (view: EditorView) => void;
  /** The picture came to a step: the form scrolls along, the focus stays. */
  walk: (id: string) => void;
  /** Its form is wanted, and the focus in it. */
  open: (id: string, by: "pointer" | "key") => void;
  /** The focus came to a field: the picture shows whose. */
  follow: (event: FocusEvent) => void;
}

/** Where form and picture are, so that each shows what the other is at. Only a person's press moves the focus. */
export function usePicked(): Picked {
  const isWide = useWide();
  const [picked, setPicked] = useState<string | null>(null);
  const [wanted, setWanted] = useState<string | null>(null);
  const [view, show] = useState<EditorView>("form");
  return {
    picked,
    wanted,
    isWide,
    view,
    show,
    walk: (id) => {
      setPicked(id);
      if (id !== picked) cardOf(id)?.scrollIntoView({ block: "nearest" });
    },
    open: (id, by) => {
      setPicked(id);
      // A finger on a narrow picture chooses; its bar leads to the form.
      if (!isWide && by === "pointer") return;
      setWanted(id);
      show("form");
      requestAnimationFrame(() => (by === "key" ? focusField(id) : focusCard(id)));
    },
    follow: ({ target }) => {
      const id = target.closest<HTMLElement>("[data-step]")?.dataset.step;
      if (!id) return;
      setPicked(id);
      setWanted(id);
    },
  };
}

/** Brings the form of a step into sight, and the focus into its first setting. */
export function focusField(id: string): void {
  const card = cardOf(id);
  card?.scrollIntoView({ block: "start" });
  const field = id === START ? "select" : "textarea, select, input:not([maxlength])";
  (card?.querySelector<HTMLElement>(field) ?? card)?.focus({ preventScroll: true });
}

function focusCard(id: string): void {
  const card = cardOf(id);
  card?.scrollIntoView({ block: "start" });
  card?.focus({ preventScroll: true });
}

function cardOf(id: string): HTMLElement | null {
  return document.querySelector(`[data-step="${CSS.escape(id)}"]`);
}
