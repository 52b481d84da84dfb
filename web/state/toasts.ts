import { create } from "zustand";

/** So many are over the page at once; the rest stands in the list of the visit. */
const MOST_SHOWN = 3;
const MOST_KEPT = 50;

export interface Toast {
  id: number;
  title: string;
  detail?: string;
  action?: { label: string; run: () => void };
  /** It stays over the page until it is dismissed. */
  isWarning: boolean;
  /** When it came, ms since the epoch. */
  at: number;
}
type Said = Pick<Toast, "title" | "detail" | "action">;

export interface Toasts {
  /** Those over the page, the newest last. */
  list: Toast[];
  /** Those of this visit, the newest first. */
  kept: Toast[];
  isListOpen: boolean;
  /** Says what was done; it fades. */
  show: (said: Said) => void;
  /** Says what went wrong; it stays until it is dismissed. */
  warn: (said: Said) => void;
  close: (id: number) => void;
  /** Opens the list of the visit, which takes the place of what stands over the page. */
  openList: () => void;
  closeList: () => void;
}

let nextId = 1;

/** Short messages above the page. None is lost: what one said stays in the list of this visit. */
export const useToasts = create<Toasts>((set) => ({
  list: [],
  kept: [],
  isListOpen: false,
  show: (said) => set((state) => added(state, { ...said, isWarning: false, id: nextId++, at: Date.now() })),
  warn: (said) => set((state) => added(state, { ...said, isWarning: true, id: nextId++, at: Date.now() })),
  close: (id) => set(({ list }) => ({ list: list.filter((toast) => toast.id !== id) })),
  openList: () => set({ list: [], isListOpen: true }),
  closeList: () => set({ isListOpen: false }),
}));

/** The same failure once more takes the place of the first; where there is no room, what fades anyway goes first. */
function added({ list, kept }: Pick<Toasts, "list" | "kept">, toast: Toast): Partial<Toasts> {
  const others = list.filter((other) => !isSame(other, toast));
  const spare = others.length + 1 - MOST_SHOWN;
  const leaves = spare > 0 ? (others.find(({ isWarning }) => !isWarning) ?? others[0]) : undefined;
  return {
    list: [...others.filter((other) => other !== leaves), toast],
    kept: [toast, ...kept].slice(0, MOST_KEPT),
  };
}

function isSame(one: Toast, other: Toast): boolean {
  return one.isWarning && other.isWarning && one.title === other.title && one.detail === other.detail;
}
