"use client";

import { useState } from "react";
import type { ExampleView } from "../example.ts";
import type { MineExample } from "../mine-in-worker.ts";
import { useExample } from "../use-example.ts";
import { ExampleCard, firstOf } from "./example-card.tsx";

interface LiveExampleProps {
  now: number;
  mine: MineExample;
  /** What `mine` gave for the whole log. */
  first: { view: ExampleView; tookMs: number };
}

/** A sample log that the visitor's own browser mines: hide a day and see what Floyo would say then. */
export function LiveExample({ now, mine, first }: LiveExampleProps) {
  const { view, tookMs, hidden, toggle, showAll } = useExample(mine, first);
  const [chosen, setChosen] = useState(firstOf(first.view));
  return (
    <ExampleCard
      now={now}
      whole={first.view}
      view={view}
      tookMs={tookMs}
      hidden={hidden}
      chosen={chosen}
      onChoose={setChosen}
      onToggle={toggle}
      onShowAll={showAll}
    />
  );
}
