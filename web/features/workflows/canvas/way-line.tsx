"use client";

import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from "@xyflow/react";
import type { WayMark } from "./marks.ts";
import { usePictureActions } from "./picture-actions.ts";

/** A way, when it is taken, and the place to put a step on it. */
export function WayLine({ id, data }: EdgeProps<WayMark>) {
  const { insert } = usePictureActions();
  if (!data) return null;
  const { way, path, labelAt, labelWidth, plusWords, mayInsert, isPicked } = data;
  const isError = way.place === "onError.next";
  const stroke = isError ? "var(--warm)" : isPicked ? "var(--accent)" : "var(--line-strong)";
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        interactionWidth={0}
        style={{ stroke, strokeDasharray: isError ? "5 4" : undefined }}
      />
      <EdgeLabelRenderer>
        <div
          style={{ transform: `translate(-50%, -50%) translate(${labelAt.x}px, ${labelAt.y}px)` }}
          className="absolute flex items-center gap-1"
        >
          {way.label ? (
            <span
              style={{ maxWidth: labelWidth }}
              className={`truncate rounded-mark bg-panel px-1.5 text-tiny ${isError ? "text-warm" : "text-soft"}`}
            >
              {way.label}
            </span>
          ) : null}
          {mayInsert ? (
            <button
              type="button"
              // The bar under the picture offers the same to the keyboard, for each way of the step that is chosen.
              tabIndex={-1}
              aria-label={plusWords}
              aria-haspopup="menu"
              onClick={(event) => insert(way, event.currentTarget)}
              className="nopan pointer-events-auto relative grid size-6 place-items-center rounded-full border border-line-strong bg-panel text-soft after:absolute after:-inset-1 hover:border-accent hover:text-accent"
            >
              <svg
                aria-hidden="true"
                width="10"
                height="10"
                viewBox="0 0 10 10"
                stroke="currentColor"
                strokeWidth="1.6"
              >
                <path d="M5 1v8M1 5h8" />
              </svg>
            </button>
          ) : null}
        </div>
      </EdgeLabelRenderer>
    </>
  );
}
