"use client";

import { useSyncExternalStore } from "react";
import { usePaletteScreen } from "../../../state/palette.ts";
import { SearchIcon } from "../../../ui/icons.tsx";

/** Opens the palette; `isSmall` is the icon alone, for narrow bars. */
export function PaletteButton({ isSmall = false }: { isSmall?: boolean }) {
  const setOpen = usePaletteScreen((screen) => screen.setOpen);
  const isMac = useSyncExternalStore(
    () => () => {},
    () => /mac|iphone|ipad/i.test(navigator.userAgent),
    () => false,
  );
  if (isSmall) {
    return (
      <button
        type="button"
        aria-label="Search everything"
        onClick={() => setOpen(true)}
        className="grid size-9 place-items-center rounded-control text-soft hover:text-ink pointer-coarse:size-11"
      >
        <SearchIcon />
      </button>
    );
  }
  return (
    <button
      type="button"
      aria-keyshortcuts="Meta+K Control+K"
      onClick={() => setOpen(true)}
      className="flex min-h-[34px] w-full items-center justify-between gap-3 rounded-control border border-line bg-panel px-2.5 text-[13px] text-soft hover:border-line-strong"
    >
      Search
      <kbd className="rounded-mark border border-line px-1.5 font-sans text-tiny">
        {isMac ? "⌘K" : "Ctrl K"}
      </kbd>
    </button>
  );
}
