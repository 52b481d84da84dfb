"use client";

import dynamic from "next/dynamic";
import { useEffect } from "react";
import { whenAtRest } from "../../../lib/at-rest.ts";
import { usePaletteScreen } from "../../../state/palette.ts";

// Loaded once the page is at rest: no page waits for it, and what is typed right after the key is not lost.
const load = () => import("./palette-dialog.tsx").then((module) => module.PaletteDialog);
const PaletteDialog = dynamic(load, { ssr: false });

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
    const callOff = whenAtRest(() => load().catch(() => {}));
    return () => {
      document.removeEventListener("keydown", listen);
      callOff();
    };
  }, [setOpen]);
  return isOpen ? <PaletteDialog onClose={() => setOpen(false)} /> : null;
}
