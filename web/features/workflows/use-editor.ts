"use client";

import { useCallback, useEffect, useReducer } from "react";
import type { Draft, Edited } from "./draft.ts";

interface EditorState {
  past: Edited[];
  present: Edited;
  future: Edited[];
  /** As it lies in the database. */
  saved: Edited;
  revision: number;
  /** The place changed last: what is typed into one field is one step of undo. */
  place: string | null;
}

type EditorAction =
  | { kind: "change"; next: Edited; place: string | null }
  | { kind: "undo" }
  | { kind: "redo" }
  | { kind: "saved"; edited: Edited; revision: number }
  | { kind: "loaded"; edited: Edited; revision: number };

const MOST_UNDO = 200;

function reduce(state: EditorState, action: EditorAction): EditorState {
  const { past, present, future } = state;
  switch (action.kind) {
    case "change": {
      const joins = action.place !== null && action.place === state.place && past.length > 0;
      return {
        ...state,
        past: joins ? past : [...past, present].slice(-MOST_UNDO),
        present: action.next,
        future: [],
        place: action.place,
      };
    }
    case "undo": {
      const before = past.at(-1);
      if (!before) return state;
      return {
        ...state,
        past: past.slice(0, -1),
        present: before,
        future: [present, ...future],
        place: null,
      };
    }
    case "redo": {
      const [after, ...rest] = future;
      if (!after) return state;
      return { ...state, past: [...past, present], present: after, future: rest, place: null };
    }
    case "saved":
      return { ...state, saved: action.edited, revision: action.revision, place: null };
    case "loaded":
      return {
        ...state,
        past: [...past, present].slice(-MOST_UNDO),
        present: action.edited,
        future: [],
        saved: action.edited,
        revision: action.revision,
        place: null,
      };
  }
}

export interface Editor {
  edited: Edited;
  revision: number;
  isDirty: boolean;
  canUndo: boolean;
  canRedo: boolean;
  rename: (name: string) => void;
  /** `place` joins what is typed into one field to one step of undo. */
  change: (draft: Draft, place?: string) => void;
  undo: () => void;
  redo: () => void;
  /** What was sent lies in the database now. */
  markSaved: (edited: Edited, revision: number) => void;
  /** Shows what another person saved; undo goes back to one's own. */
  load: (edited: Edited, revision: number) => void;
}

/** A draft while it is edited, with its way back and forth. */
export function useEditor(first: Edited, revision: number): Editor {
  const [state, act] = useReducer(reduce, {
    past: [],
    present: first,
    future: [],
    saved: first,
    revision,
    place: null,
  });
  const { present, saved } = state;
  const isDirty = present !== saved && JSON.stringify(present) !== JSON.stringify(saved);
  useLeaveGuard(isDirty);
  return {
    edited: present,
    revision: state.revision,
    isDirty,
    canUndo: state.past.length > 0,
    canRedo: state.future.length > 0,
    rename: (name) => act({ kind: "change", next: { ...present, name }, place: "name" }),
    change: (draft, place) => act({ kind: "change", next: { ...present, draft }, place: place ?? null }),
    undo: useCallback(() => act({ kind: "undo" }), []),
    redo: useCallback(() => act({ kind: "redo" }), []),
    markSaved: (edited, to) => act({ kind: "saved", edited, revision: to }),
    load: (edited, to) => act({ kind: "loaded", edited, revision: to }),
  };
}

const QUESTION = "What you changed here is not saved. Leave all the same?";

/** Asks before the page is left, by the browser or by a link of the site, while something is unsaved. */
function useLeaveGuard(isDirty: boolean): void {
  useEffect(() => {
    if (!isDirty) return;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (!(link instanceof HTMLAnchorElement) || link.target === "_blank" || link.download) return;
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      if (new URL(link.href).pathname === window.location.pathname) return;
      if (window.confirm(QUESTION)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener("beforeunload", onUnload);
    document.addEventListener("click", onClick, { capture: true });
    return () => {
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, { capture: true });
    };
  }, [isDirty]);
}
