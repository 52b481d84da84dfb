"use client";

import { defaultRangeExtractor, useWindowVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { useMoment } from "../../../ui/clock.tsx";
import { dayOfRow, type Geometry } from "../geometry.ts";
import { createRowReader } from "../row-reader.ts";
import type { TimelineFilter, TimelinePlace } from "../timeline-filter.ts";
import { timelinePath } from "../timeline-filter.ts";
import { useChunks } from "../use-chunks.ts";
import { useHeld } from "../use-held.ts";
import { useJump } from "../use-jump.ts";
import { useRowHeight } from "../use-row-height.ts";
import { DayBar } from "./day-bar.tsx";
import { TimelineRow } from "./timeline-row.tsx";

/** Height of the bar that stays at the top. */
const BAR = 52;
const OVERSCAN = 10;

interface TimelineListProps {
  geometry: Geometry;
  filter: TimelineFilter;
  place: TimelinePlace;
  onGoTo: (at: string) => void;
  onOpen: (eventId: string) => void;
}

/** All events as one list of rows of one height, of which only those on screen exist. */
export function TimelineList({ geometry, filter, place, onGoTo, onOpen }: TimelineListProps) {
  const { timeZone } = useMoment();
  const height = useRowHeight();
  const list = useRef<HTMLOListElement>(null);
  const [top, setTop] = useState(0);
  const [focused, setFocused] = useState<number | null>(null);
  const [isAtTop, setIsAtTop] = useState(true);
  const { shown, waiting } = useHeld(geometry, isAtTop, timelinePath(filter));
  useLayoutEffect(() => {
    if (list.current) setTop(list.current.getBoundingClientRect().top + window.scrollY);
  }, []);

  const virtual = useWindowVirtualizer({
    count: shown.rows,
    estimateSize: () => height,
    overscan: OVERSCAN,
    scrollMargin: top,
    scrollPaddingStart: BAR,
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range);
      // The focused row stays, so that the keyboard does not lose its place when the wheel turns.
      return focused === null || indexes.includes(focused)
        ? indexes
        : [...indexes, focused].sort((one, other) => one - other);
    },
    onChange: (instance) => setIsAtTop((instance.scrollOffset ?? 0) <= top + height),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another height is another list of places.
  useLayoutEffect(() => virtual.measure(), [height]);

  const range = virtual.range ?? { startIndex: 0, endIndex: 30 };
  const { eventsOf, error, retry } = useChunks(shown, filter, {
    from: range.startIndex,
    to: range.endIndex,
  });
  const rowAt = createRowReader(shown, eventsOf, timeZone);
  const target = useJump({ place, geometry: shown, rowAt, timeZone, scrollTo: virtual.scrollToIndex });

  function move(event: KeyboardEvent): void {
    const from = focused ?? range.startIndex;
    const steps = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (steps === undefined) return;
    event.preventDefault();
    let next = from + steps;
    while (next >= 0 && next < shown.rows && rowAt(next).kind !== "event") next += steps;
    if (next < 0 || next >= shown.rows) return;
    setFocused(next);
    virtual.scrollToIndex(next);
    focusRow(list.current, next);
  }

  return (
    <div>
      <DayBar
        place={dayOfRow(shown, range.startIndex + 1)}
        total={shown.events}
        waiting={waiting}
        onShowNew={() => {
          setIsAtTop(true);
          window.scrollTo({ top: 0 });
        }}
        onGoTo={onGoTo}
        error={error}
        onRetry={retry}
      />
      <ol
        ref={list}
        aria-label={`${shown.events} events, the newest first`}
        className="relative print:h-auto!"
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={move}
      >
        {virtual.getVirtualItems().map(({ index, start, size }) => (
          <li
            key={index}
            className="absolute inset-x-0 print:static print:h-auto! print:transform-none!"
            style={{ height: size, transform: `translateY(${start - top}px)` }}
          >
            <TimelineRow
              row={rowAt(index)}
              index={index}
              isTarget={index === target}
              isEntry={index === (focused ?? firstEvent(rowAt, range.startIndex, range.endIndex))}
              onFocus={setFocused}
              onOpen={onOpen}
            />
          </li>
        ))}
      </ol>
      <p className="hidden pt-3 text-meta text-soft print:block">
        {printedWords(
          virtual.getVirtualItems().filter(({ index }) => rowAt(index).kind === "event").length,
          shown.events,
        )}
      </p>
    </div>
  );
}

/** Only the rows around those on screen exist, so a paper says what it lacks. */
function printedWords(printed: number, events: number): string {
  if (printed >= events) return "These are all events.";
  return `Printed are the ${printed} events around where the page stood; ${events - printed} of ${events} are not. Search and filters choose which.`;
}

function firstEvent(rowAt: ReturnType<typeof createRowReader>, from: number, to: number): number {
  for (let index = from; index <= to; index++) if (rowAt(index).kind === "event") return index;
  return -1;
}

/** The row may come to be a frame or two after it was scrolled to. */
function focusRow(list: HTMLElement | null, index: number, tries = 10): void {
  const row = list?.querySelector<HTMLElement>(`[data-row="${index}"]`);
  if (row) row.focus({ preventScroll: true });
  else if (tries > 0) requestAnimationFrame(() => focusRow(list, index, tries - 1));
}
