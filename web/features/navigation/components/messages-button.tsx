"use client";

import { useToasts } from "../../../state/toasts.ts";
import { MessagesIcon } from "../../../ui/icons.tsx";

/** The way to the messages of this visit, once there was one. */
export function MessagesButton() {
  const count = useToasts(({ kept }) => kept.length);
  const openList = useToasts((toasts) => toasts.openList);
  if (count === 0) return null;
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-label={`Messages of this visit, ${count}`}
      onClick={openList}
      className="grid size-9 place-items-center rounded-control text-soft hover:text-ink pointer-coarse:size-11"
    >
      <MessagesIcon />
    </button>
  );
}
