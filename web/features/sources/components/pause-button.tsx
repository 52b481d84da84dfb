"use client";

import { Button } from "../../../ui/button.tsx";
import { useMay } from "../../organisations/use-may.ts";
import type { Source } from "../rows.ts";
import { usePause } from "../use-pause.ts";

export function PauseButton({ source }: { source: Source }) {
  const { isPaused, isPending, toggle } = usePause(source);
  const may = useMay();
  if (!may(source.org_id, "sources.write")) return null;
  const verb = isPaused ? "Resume" : "Pause";
  return (
    <Button onClick={toggle} disabled={isPending} aria-label={`${verb} ${source.name}`}>
      {verb}
    </Button>
  );
}
