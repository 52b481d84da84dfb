import { create } from "zustand";

export interface Toast {
  id: number;
  title: string;
  detail?: string;
  action?: { label: string; run: () => void };
}

interface Toasts {
  list: Toast[];
  show: (toast: Omit<Toast, "id">) => void;
  close: (id: number) => void;
}

let nextId = 1;

/** Short messages above the page. What one says can always be found on the page as well. */
export const useToasts = create<Toasts>((set) => ({
  list: [],
  show: (toast) => set(({ list }) => ({ list: [...list.slice(-2), { ...toast, id: nextId++ }] })),
  close: (id) => set(({ list }) => ({ list: list.filter((toast) => toast.id !== id) })),
}));
