"use client";

import dynamic from "next/dynamic";
import { useEffect } from "react";
import { usePaletteScreen } from "../../../state/palette.ts";

// Loaded when it is first opened: no page waits for it.
const PaletteDialog = dynamic(() => import("./palette-dialog.tsx").then((module) => module.PaletteDialog), {
  ssr: false,
});

/** The palette of a page: ⌘K or Ctrl-K opens and closes it, whatever has the focus. */
export function Palette() {
  const { isOpen, setOpen } = usePaletteScreen();
  useEffect(() => {
    function listen(event: KeyboardEvent): void {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.altKey) return;
      event.preventDefault();
      setOpen(!usePaletteScreen.getState().isOpen);
    }
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [setOpen]);
  return isOpen ? <PaletteDialog onClose={() => setOpen(false)} /> : null;
}
