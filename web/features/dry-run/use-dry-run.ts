"use client";

import type { Sample } from "@floyo/shared/workflows/dry-run/dry-run.ts";
import { useEffect, useRef, useState } from "react";
import type { DryRunAnswer, DryRunRequest } from "./dry-run-worker.ts";

const PAUSE_MS = 300;

/**
 * What a run of the draft would do with this sample (null: an example), computed in a worker once nobody has typed for a
 * moment; null until the first answer. An answer stays until the next one is there. No draft, no work.
 */
export function useDryRun(draft: unknown, sample: Sample | null): DryRunAnswer | null {
  const [answer, setAnswer] = useState<DryRunAnswer | null>(null);
  const worker = useRef<Worker | null>(null);
  const turn = useRef(0);
  useEffect(() => {
    if (draft === null) return;
    const timer = setTimeout(() => {
      worker.current ??= startWorker((told) => {
        if (told.turn === turn.current) setAnswer(told);
      });
      turn.current += 1;
      const request: DryRunRequest = { turn: turn.current, draft, sample, now: Date.now() };
      worker.current.postMessage(request);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft, sample]);
  useEffect(
    () => () => {
      worker.current?.terminate();
      worker.current = null;
    },
    [],
  );
  return answer;
}

function startWorker(onAnswer: (answer: DryRunAnswer) => void): Worker {
  const worker = new Worker(new URL("./dry-run-worker.ts", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }: MessageEvent<DryRunAnswer>) => onAnswer(data);
  return worker;
}
