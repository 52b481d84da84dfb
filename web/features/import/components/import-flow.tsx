"use client";

import { useEffect } from "react";
import { useImportStore } from "../import-store.ts";
import { ChooseFile } from "./choose-file.tsx";
import { ImportPreview } from "./import-preview.tsx";
import { ImportProgress } from "./import-progress.tsx";
import { ImportSummary } from "./import-summary.tsx";

/** Choose, look, send, read the verdicts: one step on screen at a time. */
export function ImportFlow() {
  const stage = useImportStore((store) => store.stage);
  const isBusy = stage.name === "sending";
  useEffect(() => {
    if (!isBusy) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isBusy]);

  switch (stage.name) {
    case "choose":
    case "reading":
      return <ChooseFile stage={stage} />;
    case "ready":
      return <ImportPreview stage={stage} />;
    case "sending":
      return <ImportProgress stage={stage} />;
    case "over":
      return <ImportSummary stage={stage} />;
  }
}
