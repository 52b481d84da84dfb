import { create } from "zustand";

interface PaletteScreen {
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
}

/** Whether the palette is open: the key, the button and the palette itself all turn it. */
export const usePaletteScreen = create<PaletteScreen>((set) => ({
  isOpen: false,
  setOpen: (isOpen) => set({ isOpen }),
}));
