"use client";

import { useEffect, useRef, useState } from "react";
import type { ExampleView } from "./example.ts";
import type { MineAnswer, MineRequest } from "./example-worker.ts";

interface Example {
  view: ExampleView;
  /** How long this browser took; null until it has mined. */
  tookMs: number | null;
  hidden: ReadonlySet<string>;
  toggle: (date: string) => void;
  showAll: () => void;
}

const IDLE_TIMEOUT_MS = 4_000;

/** Mines the sample in a worker once the page is at rest, and again whenever the hidden days change. */
export function useExample({ now, view: initial }: { now: number; view: ExampleView }): Example {
  const [answer, setAnswer] = useState<{ view: ExampleView; tookMs: number | null }>({
    view: initial,
    tookMs: null,
  });
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const worker = useRef<Worker | null>(null);
  const turn = useRef(0);

  useEffect(() => {
    const ask = () => {
      worker.current ??= startWorker((told) => {
        if (told.turn === turn.current) setAnswer({ view: told.view, tookMs: told.tookMs });
      });
      turn.current += 1;
      worker.current.postMessage({ turn: turn.current, now, hidden: [...hidden] } satisfies MineRequest);
    };
    if (worker.current || hidden.size > 0) return ask();
    return whenIdle(ask);
  }, [hidden, now]);
  useEffect(
    () => () => {
      worker.current?.terminate();
      worker.current = null;
    },
    [],
  );

  return {
    ...answer,
    hidden,
    toggle: (date) =>
      setHidden((before) => {
        const next = new Set(before);
        if (!next.delete(date)) next.add(date);
        return next;
      }),
    showAll: () => setHidden(new Set()),
  };
}

function startWorker(onAnswer: (answer: MineAnswer) => void): Worker {
  const worker = new Worker(new URL("./example-worker.ts", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }: MessageEvent<MineAnswer>) => onAnswer(data);
  return worker;
}

/** Safari has no idle callback. */
function whenIdle(run: () => void): () => void {
  if (typeof requestIdleCallback === "undefined") {
    const timer = setTimeout(run, 1_000);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(run, { timeout: IDLE_TIMEOUT_MS });
  return () => cancelIdleCallback(handle);
}
