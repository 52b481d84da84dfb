"use client";

import { startTransition, useEffect, useState } from "react";
import { whenAtRest } from "../lib/at-rest.ts";
import { useToasts } from "../state/toasts.ts";
import type { OpenedHelp } from "./opened-help.tsx";

export interface HelpProps {
  about: string;
  children: string;
}

// What places the answer comes once the page is at rest, or with the first press: see menu.tsx.
const load = () => import("./opened-help.tsx").then((module) => module.OpenedHelp);

/** A question mark beside a word; pressed, it says in a sentence what the word means here. */
export function Help({ about, children }: HelpProps) {
  const [Opened, setOpened] = useState<typeof OpenedHelp | null>(null);
  useEffect(() => whenAtRest(() => load().catch(() => {})), []);
  if (Opened) return <Opened about={about}>{children}</Opened>;

  function open(): void {
    load().then(
      (loaded) => startTransition(() => setOpened(() => loaded)),
      // Without a network the answer is there all the same, where messages stand.
      () => useToasts.getState().warn({ title: about, detail: children }),
    );
  }
  return (
    <button type="button" aria-haspopup="dialog" aria-expanded={false} {...helpButton(about)} onClick={open}>
      ?
    </button>
  );
}

/** The mark's name and look, before and after its answer is there. */
export function helpButton(about: string) {
  return {
    "aria-label": `What “${about}” means`,
    className:
      "relative inline-grid size-4 place-items-center rounded-full border border-line-strong align-[-2px] text-[10px] leading-none font-semibold text-soft after:absolute after:-inset-1.5 hover:border-ink hover:text-ink",
  };
}
