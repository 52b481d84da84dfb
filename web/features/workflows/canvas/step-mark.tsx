"use client";

import { Handle, type NodeProps, Position } from "@xyflow/react";
import { useEffect, useRef } from "react";
import { KindIcon } from "./kind-icon.tsx";
import type { Mark } from "./marks.ts";
import { usePictureActions } from "./picture-actions.ts";

/** A step, or what starts the workflow: what it is, what it does, and the points where its ways begin. */
export function StepMark({ id, type, data }: NodeProps<Mark>) {
  const { open, reach, arrived } = usePictureActions();
  const button = useRef<HTMLButtonElement>(null);
  const { wantsFocus } = data;
  useEffect(() => {
    if (!wantsFocus) return;
    button.current?.focus({ preventScroll: true });
    arrived();
  }, [wantsFocus, arrived]);
  const border = data.isPicked
    ? "border-accent ring-2 ring-accent-line"
    : data.faults > 0
      ? "border-warm"
      : "border-line-strong hover:border-soft";
  return (
    <>
      <Handle type="target" position={Position.Top} isConnectable={false} className="opacity-0" />
      <button
        ref={button}
        data-prints
        type="button"
        tabIndex={data.isStop ? 0 : -1}
        aria-label={data.words}
        aria-current={data.isPicked ? "step" : undefined}
        onFocus={() => reach(id)}
        onClick={(event) => open(id, event.detail === 0 ? "key" : "pointer")}
        className={`pointer-events-auto flex size-full items-center gap-2.5 rounded-control border bg-panel px-3 text-start shadow-card transition-opacity ${border} ${data.isReached ? "" : "border-dashed"} ${data.isRefused ? "cursor-not-allowed opacity-40" : ""}`}
      >
        <span
          aria-hidden="true"
          className={`grid size-8 shrink-0 place-items-center rounded-control ${type === "start" ? "bg-accent text-on-accent" : "bg-accent-soft text-accent"}`}
        >
          <KindIcon kind={data.sign} />
        </span>
        <span className="grid min-w-0 grow">
          <span
            className={`text-[13px] leading-[18px] font-semibold ${data.line ? "truncate" : "line-clamp-2"}`}
          >
            {data.title}
          </span>
          {data.line ? (
            <span className="truncate text-tiny text-soft">
              {data.isReached ? data.line : "Nothing leads here"}
            </span>
          ) : null}
        </span>
        {data.faults > 0 ? (
          <span
            aria-hidden="true"
            className="grid h-5 min-w-5 shrink-0 place-items-center rounded-full bg-warm-soft px-1.5 text-tiny font-semibold text-warm"
          >
            {data.faults}
          </span>
        ) : null}
      </button>
      {data.exits.map(({ place, x }) => (
        <Exit key={place} place={place} position={Position.Bottom} x={x} mayLead={data.mayLead} />
      ))}
      {type === "step" && !data.catchesErrors && data.mayLead ? (
        <Exit place="onError.next" position={Position.Right} x={null} mayLead />
      ) : null}
    </>
  );
}

interface ExitProps {
  place: string;
  position: Position;
  /** From the left corner; null: in the middle of its side. */
  x: number | null;
  mayLead: boolean;
}

/** Where a way begins: it is drawn to another step to lead there. */
function Exit({ place, position, x, mayLead }: ExitProps) {
  const look = place === "onError.next" ? "border-warm" : "border-accent";
  return (
    <Handle
      id={place}
      type="source"
      position={position}
      isConnectable={mayLead}
      isConnectableEnd={false}
      title={mayLead ? TITLES[place] : undefined}
      style={x === null ? undefined : { left: x }}
      className={
        mayLead
          ? `size-2.5 rounded-full border-2 bg-panel after:absolute after:-inset-1.5 hover:bg-accent-soft ${look}`
          : "opacity-0"
      }
    />
  );
}

const TITLES: Record<string, string> = {
  "onError.next": "Draw to the step that is next if this one fails",
  next: "Draw to the step that is next",
};
