"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { Button } from "../../../ui/button.tsx";
import { CardBoundary } from "../../../ui/card-boundary.tsx";
import { ErrorState } from "../../../ui/error-state.tsx";
import { Tabs } from "../../../ui/tabs.tsx";
import type { ListedPattern } from "../pattern.ts";
import { choosePatterns, type PatternFilter, patternsPath, readPatternFilter } from "../pattern-filter.ts";
import { MAX_LISTED, mutesQuery, patternsQuery } from "../queries.ts";
import { EmptyPatterns } from "./empty-patterns.tsx";
import { PatternCard } from "./pattern-card.tsx";
import { PatternControls } from "./pattern-controls.tsx";
import { PatternsSkeleton } from "./patterns-skeleton.tsx";

const SHOWN_AT_ONCE = 30;
const KIND_TABS = [
  { value: "all", label: "All" },
  { value: "sequence", label: "Sequences" },
  { value: "flow", label: "Flows" },
  { value: "rhythm", label: "Rhythms" },
  { value: "companions", label: "Companions" },
] as const;

/** Every pattern by kind; search, order and kind live in the address. */
export function PatternList() {
  const { db } = useBrowserDb();
  const filter = readPatternFilter(new URLSearchParams(useSearchParams()));
  const patterns = useQuery(patternsQuery(db));
  const mutes = useQuery(mutesQuery(db));
  const isRead = patterns.data !== undefined && mutes.data !== undefined;
  const chosen = isRead ? choosePatterns(patterns.data, { filter, muted: new Set(mutes.data) }) : undefined;
  const list = chosen?.filter(({ kind }) => filter.kind === "all" || kind === filter.kind);
  const error = isRead ? null : (patterns.error ?? mutes.error);

  return (
    <>
      <PatternControls filter={filter} onChange={(change) => goTo({ ...filter, ...change })} />
      <Tabs
        label="Kinds of patterns"
        value={filter.kind}
        onChange={(kind) => goTo({ ...filter, kind: kind as PatternFilter["kind"] })}
        items={KIND_TABS.map((tab) => ({ ...tab, count: countOf(chosen, tab.value) }))}
      >
        <div className="grid gap-3 py-[18px]">
          {error ? (
            <ErrorState
              title="The patterns could not be read"
              message={`${error.message} They are kept.`}
              onRetry={() => Promise.all([patterns.refetch(), mutes.refetch()])}
              isRetrying={patterns.isFetching || mutes.isFetching}
            />
          ) : null}
          {!error && !list ? <PatternsSkeleton /> : null}
          {list?.length === 0 ? (
            <EmptyPatterns filter={filter} hasAny={(patterns.data?.length ?? 0) > 0} />
          ) : null}
          {list ? <Cards key={patternsPath(filter)} list={list} /> : null}
          {patterns.data?.length === MAX_LISTED ? (
            <p className="text-center text-meta text-soft">
              The {MAX_LISTED} most surprising patterns are listed.
            </p>
          ) : null}
        </div>
      </Tabs>
    </>
  );
}

function Cards({ list }: { list: ListedPattern[] }) {
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  return (
    <>
      <ul className="grid gap-3">
        {list.slice(0, shown).map((pattern) => (
          <li key={pattern.id}>
            <CardBoundary name="This pattern">
              <PatternCard pattern={pattern} />
            </CardBoundary>
          </li>
        ))}
      </ul>
      {list.length > shown ? (
        <Button className="justify-self-center" onClick={() => setShown(shown + SHOWN_AT_ONCE)}>
          Show {Math.min(SHOWN_AT_ONCE, list.length - shown)} more of {list.length}
        </Button>
      ) : null}
    </>
  );
}

function countOf(chosen: ListedPattern[] | undefined, kind: PatternFilter["kind"]): number | undefined {
  return kind === "all" ? chosen?.length : chosen?.filter((pattern) => pattern.kind === kind).length;
}

// What is typed replaces the address, what is chosen adds to it: Back goes from choice to choice.
function goTo(filter: PatternFilter): void {
  const [path, before] = [
    patternsPath(filter),
    readPatternFilter(new URLSearchParams(window.location.search)),
  ];
  if (path === patternsPath(before)) return;
  const isTyped = patternsPath({ ...filter, q: "" }) === patternsPath({ ...before, q: "" });
  window.history[isTyped ? "replaceState" : "pushState"](null, "", path);
}
