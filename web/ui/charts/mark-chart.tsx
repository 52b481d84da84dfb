"use client";

import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";

export interface Mark {
  key: string;
  x: number;
  y: number;
  width: number;
  height: number;
  radius: number;
  fill: string;
  stroke?: string;
  opacity?: number;
  /** What this mark says by itself: `Mon 16 Nov: seen at 08:56`. */
  words: string;
}

interface MarkChartProps {
  /** All that the picture says, in words. */
  text: string;
  width: number;
  height: number;
  /** In the order in which the arrows go through them. */
  marks: readonly Mark[];
  /** Stands below while no mark is looked at. */
  legend: ReactNode;
  /** Axes and bands, drawn under the marks. */
  children?: ReactNode;
}

/** A picture of marks: each tells its words under the picture when it is pointed at or reached with the arrow keys. */
export function MarkChart({ text, width, height, marks, legend, children }: MarkChartProps) {
  const [active, setActive] = useState<number | null>(null);
  const [entry, setEntry] = useState(0);
  const group = useRef<SVGSVGElement>(null);

  function move(event: KeyboardEvent): void {
    const next = nextIndex(event.key, active ?? entry, marks.length);
    if (next === null) return;
    event.preventDefault();
    setEntry(next);
    group.current?.querySelectorAll<SVGElement>("[data-mark]")[next]?.focus();
  }

  return (
    <figure className="grid gap-2">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot hold a picture. */}
      <svg
        ref={group}
        role="group"
        aria-label={text}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        className="h-auto max-w-full overflow-visible"
        onKeyDown={move}
        onPointerLeave={() => setActive(null)}
      >
        {children}
        {marks.map((mark, index) => (
          // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a picture that is looked at, with nothing to press.
          <rect
            key={mark.key}
            data-mark=""
            role="img"
            aria-label={mark.words}
            tabIndex={index === Math.min(entry, marks.length - 1) ? 0 : -1}
            x={mark.x}
            y={mark.y}
            width={mark.width}
            height={mark.height}
            rx={mark.radius}
            fill={mark.fill}
            fillOpacity={mark.opacity ?? 1}
            stroke={index === active ? "var(--ink)" : (mark.stroke ?? "none")}
            className="outline-none"
            onFocus={() => {
              setEntry(index);
              setActive(index);
            }}
            onBlur={() => setActive(null)}
            onPointerEnter={() => setActive(index)}
          />
        ))}
      </svg>
      <figcaption className="flex min-h-[18px] flex-wrap gap-x-3.5 text-meta text-soft">
        {active === null ? legend : <span className="text-ink">{marks[active]?.words}</span>}
      </figcaption>
    </figure>
  );
}

function nextIndex(key: string, at: number, count: number): number | null {
  switch (key) {
    case "ArrowRight":
    case "ArrowDown":
      return Math.min(at + 1, count - 1);
    case "ArrowLeft":
    case "ArrowUp":
      return Math.max(at - 1, 0);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

/** One entry of a legend: what a look means. */
export function LegendItem({ look, children }: { look: string; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span aria-hidden="true" className={`size-2.5 rounded-[3px] ${look}`} />
      {children}
    </span>
  );
}

/** A word at an axis; the picture's own text says it to those who do not see it. */
export function AxisText({ x, y, children }: { x: number; y: number; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: text of a picture takes no focus.
    <text aria-hidden="true" x={x} y={y} fontSize="10.5" fill="var(--soft)">
      {children}
    </text>
  );
}
