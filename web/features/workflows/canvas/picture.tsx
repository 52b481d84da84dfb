"use client";

import { useMemo, useRef, useState } from "react";
import { Button } from "../../../ui/button.tsx";
import { OpenedMenu } from "../../../ui/opened-menu.tsx";
import { kindChoices } from "../components/add-step.tsx";
import type { Draft } from "../draft.ts";
import { leadTo, START, type WayPlace, waysOf } from "../draft-ways.ts";
import { Canvas } from "./canvas.tsx";
import type { PictureActions } from "./picture-actions.ts";
import { refusal } from "./refusals.ts";
import { StepBar } from "./step-bar.tsx";
import { usePicture } from "./use-picture.ts";
import { type Flow, moveMs, useView } from "./use-view.ts";

export interface PictureProps {
  draft: Draft;
  /** The chosen step, `START` for what starts the workflow. */
  picked: string | null;
  /** How many things the check has found, by the step's place in the list; -1 for the start. */
  faults: ReadonlyMap<number, number>;
  mayEdit: boolean;
  onPick: (id: string) => void;
  /** Its form is wanted. */
  onOpen: (id: string, by: "pointer" | "key") => void;
  onChange: (draft: Draft) => void;
  onAdd: (way: WayPlace, kind: string) => void;
  onRemove: (id: string) => void;
}

/** A draft as a picture, from its start to its ends: looked at, walked through, and changed as in the form. */
export function Picture({ draft, picked, faults, mayEdit, ...tell }: PictureProps) {
  const { onPick, onOpen, onChange, onAdd, onRemove } = tell;
  const box = useRef<HTMLDivElement>(null);
  const { graph, layout, wayDraft } = usePicture(draft);
  const { flow, begin } = useView({ layout, picked, box });
  const [focusOn, setFocusOn] = useState<string | null>(null);
  const [inserting, setInserting] = useState<Inserting | null>(null);
  const hasChosen = useRef(false);
  const [said, setSaid] = useState("");
  const opened = useRef({ onPick, onOpen });
  opened.current = { onPick, onOpen };
  const actions = useMemo<PictureActions>(
    () => ({
      open: (id, by) => opened.current.onOpen(id, by),
      reach: (id) => opened.current.onPick(id),
      arrived: () => setFocusOn(null),
      insert: (way, plus) => {
        hasChosen.current = false;
        setInserting({ way, ...placeIn(box.current, plus) });
      },
    }),
    [],
  );

  function walk(id: string): void {
    onPick(id);
    setFocusOn(id);
  }

  function put(way: WayPlace, kind: string): void {
    hasChosen.current = true;
    onAdd(way, kind);
  }

  function closeMenu({ way }: Inserting): void {
    setInserting(null);
    // A new step's form takes the focus; without one it goes back to where the way begins.
    if (!hasChosen.current) setFocusOn(way.from);
  }

  function lead(way: WayPlace, to: string | null): void {
    if (toOf(draft, way) === to) return;
    const reason = refusal(draft, way, to);
    setSaid(reason ?? "");
    if (reason === null) onChange(leadTo(draft, way, to));
  }

  return (
    <section aria-label="Picture" className="card flex h-full flex-col overflow-clip">
      <div className="flex items-center justify-between gap-2 border-line border-b px-4 py-1.5">
        <h2 className="text-[15px] font-semibold tracking-tight">Picture</h2>
        <ViewButtons flow={flow} />
      </div>
      <div ref={box} className="relative min-h-0 grow bg-bg">
        <Canvas
          {...{ draft, graph, layout, faults, picked, focusOn, mayEdit, flow, actions, onRemove }}
          onBegin={begin}
          onWalk={walk}
          onDraw={(way, to, reason) => (reason ? setSaid(reason) : lead(way, to))}
        />
        {inserting ? (
          <div className="absolute z-10" style={{ left: inserting.left, top: inserting.top }}>
            <OpenedMenu
              trigger={{ "aria-label": "Put a step here", className: "block size-6 rounded-full" }}
              parts={[{ choices: kindChoices((kind) => put(inserting.way, kind)) }]}
              onClose={() => closeMenu(inserting)}
            />
          </div>
        ) : null}
      </div>
      <div className="max-h-[42%] shrink-0 overflow-y-auto border-line border-t px-4 py-2.5">
        <p role="status" className={said ? "mb-2 text-[13px] text-warm" : "sr-only"}>
          {said}
        </p>
        <StepBar
          {...{ draft, wayDraft, picked, mayEdit, onAdd, onRemove }}
          onOpen={(id) => onOpen(id, "key")}
          onLead={lead}
        />
      </div>
    </section>
  );
}

interface Inserting {
  way: WayPlace;
  left: number;
  top: number;
}

function placeIn(box: Element | null, plus: Element): { left: number; top: number } {
  const around = box?.getBoundingClientRect();
  const { x, y, width, height } = plus.getBoundingClientRect();
  return { left: x + width / 2 - 12 - (around?.x ?? 0), top: y + height / 2 - 12 - (around?.y ?? 0) };
}

function toOf({ steps }: Draft, { from, place }: WayPlace): string | null {
  if (from === START) return steps[0]?.id ?? null;
  const step = steps.find(({ id }) => id === from);
  return (step ? waysOf(step) : []).find((way) => way.place === place)?.to ?? null;
}

function ViewButtons({ flow }: { flow: Flow | null }) {
  return (
    <div className="flex gap-1.5">
      <Button aria-label="Smaller" onClick={() => void flow?.zoomOut({ duration: moveMs() })}>
        −
      </Button>
      <Button aria-label="Larger" onClick={() => void flow?.zoomIn({ duration: moveMs() })}>
        +
      </Button>
      <Button onClick={() => void flow?.fitView({ padding: 0.06, maxZoom: 1, duration: moveMs() })}>
        Show all
      </Button>
    </div>
  );
}
