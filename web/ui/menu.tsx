"use client";

import { type ComponentProps, type ComponentType, startTransition, useEffect, useState } from "react";
import { whenAtRest } from "../lib/at-rest.ts";
import { useToasts } from "../state/toasts.ts";
import type { OpenedMenu } from "./opened-menu.tsx";

export interface MenuChoice {
  label: string;
  detail?: string;
  Icon?: ComponentType;
  /** Where it leads, or what it does. */
  href?: string;
  onSelect?: () => void;
}

export interface MenuPart {
  label?: string;
  choices: readonly MenuChoice[];
}

export interface MenuProps {
  /** The button that opens it. */
  trigger: ComponentProps<"button">;
  parts: readonly MenuPart[];
  align?: "start" | "end";
  /** Told when it closes, with or without a choice. */
  onClose?: () => void;
}

// What places a menu weighs as much as a small page, so it comes once the page is at rest, or with the first press.
const load = () => import("./opened-menu.tsx").then((module) => module.OpenedMenu);

/** A menu under its button, in the button's own place of the page; arrows move, Escape closes and gives the focus back. */
export function Menu(props: MenuProps) {
  const [Opened, setOpened] = useState<typeof OpenedMenu | null>(null);
  useEffect(() => whenAtRest(() => load().catch(() => {})), []);
  if (Opened) return <Opened {...props} />;

  function open(): void {
    load().then(
      (loaded) => startTransition(() => setOpened(() => loaded)),
      () =>
        useToasts.getState().warn({
          title: "This menu could not be loaded",
          detail: "There is no connection. Press again when it is back.",
        }),
    );
  }
  return (
    <button
      type="button"
      aria-haspopup="menu"
      aria-expanded={false}
      {...props.trigger}
      onClick={open}
      onKeyDown={(event) => {
        if (event.key !== "ArrowDown") return;
        event.preventDefault();
        open();
      }}
    />
  );
}
