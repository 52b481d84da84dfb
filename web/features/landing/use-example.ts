import { useState } from "react";
import type { ExampleView } from "./example.ts";
import type { MineExample } from "./mine-in-worker.ts";

interface Answer {
  view: ExampleView;
  /** How long this browser took. */
  tookMs: number;
}

interface Example extends Answer {
  hidden: ReadonlySet<string>;
  toggle: (date: string) => void;
  showAll: () => void;
}

/** The days that are hidden, and what is found without them. */
export function useExample(mine: MineExample, first: Answer): Example {
  const [answer, setAnswer] = useState(first);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());

  function hide(days: ReadonlySet<string>): void {
    setHidden(days);
    void mine(days).then(setAnswer);
  }

  return {
    ...answer,
    hidden,
    toggle(date) {
      const days = new Set(hidden);
      if (!days.delete(date)) days.add(date);
      hide(days);
    },
    showAll: () => hide(new Set()),
  };
}
