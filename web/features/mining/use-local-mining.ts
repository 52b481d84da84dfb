"use client";

import { startTransition, useCallback, useEffect, useRef, useState } from "react";
import { type MiningProgress, mineFile } from "./mine-file.ts";
import type { LocalReport } from "./mining-messages.ts";

export type LocalMining =
  | { stage: "choose"; problem: string | null }
  | { stage: "working"; name: string; progress: MiningProgress }
  | { stage: "done"; name: string; report: LocalReport; ms: number };

/** A file mined in this browser: start it, watch it, stop it. Leaving the page stops it too. */
export function useLocalMining() {
  const [state, setState] = useState<LocalMining>({ stage: "choose", problem: null });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const start = useCallback(async (file: File) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const { name } = file;
    setState({ stage: "working", name, progress: { doing: "reading", share: 0, events: 0 } });
    const startedAt = performance.now();
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    try {
      const report = await mineFile(
        { file, timeZone },
        {
          onProgress: (progress) => setState({ stage: "working", name, progress }),
          signal: controller.signal,
        },
      );
      const ms = Math.round(performance.now() - startedAt);
      startTransition(() => setState({ stage: "done", name, report, ms })); // Many cards, drawn in short slices.
    } catch (error) {
      if (controller.signal.aborted) return;
      setState({ stage: "choose", problem: error instanceof Error ? error.message : String(error) });
    }
  }, []);

  const reset = useCallback(() => {
    running.current?.abort();
    setState({ stage: "choose", problem: null });
  }, []);

  return { state, start, reset };
}
