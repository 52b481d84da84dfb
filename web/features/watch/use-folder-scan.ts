"use client";

import { useEffect, useMemo, useState } from "react";
import { type FolderScan, scanFolder } from "./scan-folder.ts";

export type ScanState =
  | { name: "scanning"; files: number }
  | { name: "scanned"; scan: FolderScan }
  | { name: "failed" };

/** Looks through a folder once, for the preview. */
export function useFolderScan(folder: FileSystemDirectoryHandle): ScanState {
  const [state, setState] = useState<ScanState>({ name: "scanning", files: 0 });
  const nothing = useMemo(() => new Set<string>(), []);
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    setState({ name: "scanning", files: 0 });
    scanFolder(folder, {
      leftOut: nothing,
      signal,
      onProgress: (files) => setState({ name: "scanning", files }),
    }).then(
      (scan) => (signal.aborted ? null : setState({ name: "scanned", scan })),
      (error: unknown) => {
        if (signal.aborted) return;
        console.error(error);
        setState({ name: "failed" });
      },
    );
    return () => leaving.abort();
  }, [folder, nothing]);
  return state;
}
