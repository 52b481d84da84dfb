import type { LogFormat } from "@floyo/shared/events/import/read-log.ts";
import { create } from "zustand";
import type { LogScan } from "./scan-log.ts";
import { NO_VERDICTS, type Verdicts } from "./verdicts.ts";

/** Where an import stands. It lives outside the page's components: looking at the feed meanwhile does not stop it. */
export type ImportStage =
  | { name: "choose"; problem: string | null }
  | { name: "reading"; file: File; bytes: number }
  | { name: "ready"; file: File; scan: LogScan; actor: string | null }
  | { name: "sending"; file: File; format: LogFormat; progress: Progress }
  | {
      name: "over";
      file: File;
      format: LogFormat;
      progress: Progress;
      end: "done" | "stopped" | "failed";
      problem: string | null;
    };

export interface Progress {
  /** Events that the file holds for this person, as the preview counted them. */
  total: number;
  /** How many of them have their verdict. */
  judged: number;
  verdicts: Verdicts;
  /** Why it waits, or null while it goes on. */
  waiting: string | null;
}

export const noProgress = (total: number): Progress => ({
  total,
  judged: 0,
  verdicts: NO_VERDICTS,
  waiting: null,
});

interface ImportStore {
  stage: ImportStage;
  set: (stage: ImportStage) => void;
}

export const useImportStore = create<ImportStore>((set) => ({
  stage: { name: "choose", problem: null },
  set: (stage) => set({ stage }),
}));
