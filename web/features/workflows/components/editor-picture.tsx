"use client";

import dynamic from "next/dynamic";
import { Button } from "../../../ui/button.tsx";
import type { PictureProps } from "../canvas/picture.tsx";
import type { EditorView, Picked } from "../use-picked.ts";

const Blank = () => <div aria-hidden="true" className="card h-full" />;
// What draws it weighs as much as a page, and no other page needs it.
const Picture = dynamic(() => import("../canvas/picture.tsx").then((module) => module.Picture), {
  ssr: false,
  loading: Blank,
});

/** The picture, where there is room for it or where it was asked for. */
export function EditorPicture({
  at,
  ...picture
}: Omit<PictureProps, "picked" | "onPick" | "onOpen"> & { at: Picked }) {
  const isShown = at.isWide || at.view === "picture";
  return (
    <div
      className={`min-h-0 ${at.view === "picture" ? "max-[1099px]:h-[max(420px,72dvh)]" : "max-[1099px]:hidden"}`}
    >
      {isShown ? <Picture {...picture} picked={at.picked} onPick={at.walk} onOpen={at.open} /> : <Blank />}
    </div>
  );
}

const VIEWS: { view: EditorView; label: string }[] = [
  { view: "form", label: "Form" },
  { view: "picture", label: "Picture" },
];

/** Form or picture, where there is no room for both. */
export function ViewSwitch({ view, show }: Pick<Picked, "view" | "show">) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is sent.
    <div role="group" aria-label="Shown as" className="flex gap-2 min-[1100px]:hidden">
      {VIEWS.map((one) => (
        <Button
          key={one.view}
          aria-pressed={one.view === view}
          className={one.view === view ? "border-ink!" : ""}
          onClick={() => show(one.view)}
        >
          {one.label}
        </Button>
      ))}
    </div>
  );
}
